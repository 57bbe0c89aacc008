import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BikeFacts, nextStatusChangeMs, statusOf } from "./bike-status";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const NEVER = Number.NEGATIVE_INFINITY;

const facts = (ageMs: number, over: Partial<BikeFacts> = {}): BikeFacts => ({
  newestAtMs: NOW - ageMs,
  speedKmh: 0,
  speedAtMs: NOW - ageMs,
  currentA: 0,
  currentAtMs: NOW - ageMs,
  chargePct: Number.NaN,
  hasFaults: false,
  rhythmMs: 15 * MINUTE,
  ...over,
});

describe("the status of a bike", () => {
  it.each([
    ["moving", facts(300, { speedKmh: 21 })],
    ["moving", facts(5 * MINUTE - 1, { speedKmh: 1 })],
    ["silent", facts(5 * MINUTE, { speedKmh: 1 })],
    ["silent", facts(10 * MINUTE, { speedKmh: 21, hasFaults: true, chargePct: 9 })],
    ["silent", facts(2 * MINUTE, { speedKmh: 21, rhythmMs: 30_000 })],
    ["moving", facts(4.5 * MINUTE, { speedKmh: 21, speedAtMs: NOW - 5.5 * MINUTE })],
    ["silent", facts(5 * MINUTE, { speedKmh: 21, speedAtMs: NOW - 6 * MINUTE })],
    ["parked", facts(5 * MINUTE, { speedKmh: 21, speedAtMs: NOW - 6 * MINUTE - 1 })],
    ["parked", facts(10 * MINUTE, { speedKmh: 0.9 })],
    ["parked", facts(10 * MINUTE, { speedKmh: 0, speedAtMs: NEVER })],
    ["silent", facts(2 * DAY + 44 * MINUTE, { speedKmh: 21 })],
    ["missing", facts(2 * DAY + 45 * MINUTE, { speedKmh: 21 })],
    ["parked", facts(300, { speedKmh: 0.5 })],
    ["fault", facts(300, { speedKmh: 21, hasFaults: true })],
    ["low", facts(300, { speedKmh: 21, chargePct: 9 })],
    ["parked", facts(300, { chargePct: 15 })],
    ["charging", facts(300, { chargePct: 9, currentA: -2 })],
    ["low", facts(5, { chargePct: 9, currentA: -2, currentAtMs: NOW - 61 * MINUTE })],
    ["silent", facts(46 * MINUTE, { hasFaults: true })],
    ["parked", facts(44 * MINUTE)],
    ["missing", facts(4 * DAY)],
    ["silent", facts(4 * DAY, { rhythmMs: DAY })],
    ["parked", facts(0, { speedAtMs: NEVER, currentAtMs: NEVER, speedKmh: 9, currentA: -9 })],
  ] as const)("is %s", (status, given) => {
    expect(statusOf(given, NOW)).toBe(status);
  });

  const age = fc.oneof(fc.integer({ min: 0, max: 5 * DAY }), fc.integer({ min: 0, max: 8 * MINUTE }));
  const anyFacts = fc.record({
    newestAtMs: age.map((ms) => NOW - ms),
    speedKmh: fc.constantFrom(0, 1, 20),
    speedAtMs: fc.oneof(
      age.map((ms) => NOW - ms),
      fc.constant(NEVER),
    ),
    currentA: fc.constantFrom(-3, 0, 4),
    currentAtMs: age.map((ms) => NOW - ms),
    chargePct: fc.constantFrom(5, 80, Number.NaN),
    hasFaults: fc.boolean(),
    rhythmMs: fc.constantFrom(MINUTE, 15 * MINUTE, DAY),
  });

  it("changes with time at the times only that are given one after the other", () => {
    fc.assert(
      fc.property(anyFacts, fc.array(fc.integer({ min: 0, max: 9 * DAY })), (given, laterMs) => {
        const changesAtMs = [NOW];
        for (let next = NOW; Number.isFinite(next); next = nextStatusChangeMs(given, next))
          changesAtMs.push(next);
        for (const ms of laterMs) {
          const lookedAtMs = changesAtMs.findLast((atMs) => atMs <= NOW + ms) ?? NOW;
          expect(statusOf(given, NOW + ms)).toBe(statusOf(given, lookedAtMs));
        }
      }),
    );
  });

  it("is never parked for a bike that rode when it was heard last", () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 0, max: MINUTE }), fc.nat(9 * DAY), (given, olderMs, ms) => {
        const riding = { ...given, speedKmh: 20, speedAtMs: given.newestAtMs - olderMs };
        expect(statusOf(riding, NOW + ms)).not.toBe("parked");
      }),
    );
  });

  it("stays what it is until the time that is given for its next change, and may change then", () => {
    fc.assert(
      fc.property(anyFacts, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const next = nextStatusChangeMs(given, NOW);
        expect(next).toBeGreaterThan(NOW);
        const before = Number.isFinite(next) ? NOW + Math.floor((next - 1 - NOW) * share) : NOW + 99 * DAY;
        expect(statusOf(given, before)).toBe(statusOf(given, NOW));
      }),
    );
  });
});
