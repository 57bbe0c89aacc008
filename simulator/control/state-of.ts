import type { Fleet } from "../fleet/fleet";
import type { FleetClock } from "../fleet/fleet-clock";
import type { Tally } from "../send/tally";
import type { Uploads } from "../send/uploads";
import type { Twin } from "../twin/twin";
import type { SimulatorState } from "./contract";

interface Parts {
  readonly seed: number;
  readonly fleet: Fleet;
  readonly clock: FleetClock;
  readonly tally: Tally;
  readonly live: Uploads;
  readonly backlog: Uploads;
  readonly registered: number | null;
}

export function stateOf(parts: Parts, nowMs: number): SimulatorState {
  const { fleet, clock, tally } = parts;
  const count = (is: (twin: Twin) => boolean): number =>
    fleet.twins.reduce((sum, twin) => sum + (is(twin) ? 1 : 0), 0);
  return {
    seed: parts.seed,
    at: new Date(fleet.atMs).toISOString(),
    bikes: fleet.twins.length,
    riding: count(({ activity }) => activity.kind === "riding"),
    charging: count(({ activity }) => activity.kind === "standing" && activity.isCharging),
    offline: count(({ offlineUntilMs }) => offlineUntilMs > fleet.atMs),
    faulty: count(({ fault }) => fault !== null),
    registered: parts.registered,
    speed: Number.isFinite(clock.speed) ? clock.speed : null,
    sent_readings_per_s: tally.rate(nowMs),
    sent_readings: tally.total.readings,
    refused_packets: tally.total.refusedPackets,
    refused_values: tally.total.faults,
    waiting_live: parts.live.waitingReadings,
    waiting_late: parts.backlog.waitingReadings,
    failure: tally.failure,
  };
}
