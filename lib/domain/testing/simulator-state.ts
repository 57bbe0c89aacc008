import type { SimulatorState } from "../simulator-control";

/** What a simulator says that rides without trouble. */
export const SIMULATOR_STATE: SimulatorState = {
  seed: 1,
  at: "2026-11-25T06:00:00.000Z",
  bikes: 300,
  riding: 240,
  charging: 3,
  offline: 20,
  faulty: 1,
  registered: 288,
  speed: null,
  sent_readings_per_s: 250.5,
  sent_readings: 1_000,
  refused_packets: 0,
  refused_values: 0,
  waiting_live: 0,
  waiting_late: 0,
  kept_offline: 940,
  kept_in_phones: 120,
  failure: null,
};
