import { describe, expect, it } from "vitest";
import type { Control, SimulatorState } from "@/lib/domain/simulator-control";
import { tellOutcome, tellSpeed, tellTime } from "./tell";

const AT_MS = Date.UTC(2026, 10, 25, 6);
const state: SimulatorState = {
  seed: 1,
  at: new Date(AT_MS).toISOString(),
  bikes: 300,
  riding: 240,
  charging: 3,
  offline: 0,
  faulty: 0,
  registered: 288,
  speed: 1,
  sent_readings_per_s: 250,
  sent_readings: 1_000,
  refused_packets: 0,
  refused_values: 0,
  waiting_live: 0,
  waiting_late: 0,
  kept_offline: 0,
  kept_in_phones: 0,
  failure: null,
};

describe("what came of a change", () => {
  it.each<[Control, Partial<SimulatorState>, string]>([
    [{ bikes: 1_000 }, { bikes: 1_000 }, "The fleet has 1\u202f000 bikes now."],
    [{ speed: 0 }, { speed: 0 }, "The bikes' clock stands still now."],
    [{ speed: null }, { speed: null }, "The bikes' clock catches up at once now."],
    [
      { offline: { bikes: 20, minutes: 60 } },
      { offline: 23 },
      "23 bikes have no network now, and will send late.",
    ],
    [
      { offline: { bikes: 1, minutes: 60 } },
      { offline: 1 },
      "1 bike has no network now, and will send late.",
    ],
    [{ faults: { bikes: 5, minutes: 30 } }, { faulty: 6 }, "6 bikes have a fault now."],
    [{ clear_faults: true }, {}, "No bike has a fault; each says so with its next reading."],
    [{ clear_faults: true }, { faulty: 1 }, "1 bike has a fault now."],
  ])("of %j is told from how the fleet is then", (control, after, told) => {
    expect(tellOutcome(control, { ...state, ...after })).toBe(told);
  });

  it("is that bikes send what they kept, once all are back", () => {
    expect(tellOutcome({ bring_back: true }, state)).toContain("send what they kept at once");
  });
});

describe("the bikes' clock", () => {
  it.each([
    [1, "goes in real time"],
    [0.5, "goes 0.5 times as fast as real time"],
    [1_000, "goes 1\u202f000 times as fast as real time"],
    [null, "catches up at once"],
  ])("at speed %s %s", (speed, told) => expect(tellSpeed(speed)).toBe(told));

  it.each([
    [1_200, "up to date"],
    [4 * 3_600_000, "4 h behind real time"],
  ])("is, %d ms after, %s", (afterMs, told) => expect(tellTime(state, AT_MS + afterMs)).toBe(told));
});
