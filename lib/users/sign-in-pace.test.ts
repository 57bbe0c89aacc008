import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Attempts, PACES, type Pace, takeAttempt, waitSeconds } from "./sign-in-pace";

const HOUR_MS = 3_600_000;
const { accountAtAddress, account } = PACES;

/** Guesses that are tried in the first hour, when each comes so long after the one before. */
function triedInAnHour(gapsMs: readonly number[], pace: Pace): number {
  let past: Attempts | null = null;
  let nowMs = 0;
  let tried = 0;
  for (const gapMs of gapsMs) {
    nowMs += gapMs;
    if (nowMs > HOUR_MS) break;
    const taken = takeAttempt(past, nowMs, pace);
    if (taken.kind === "wait") continue;
    tried += 1;
    past = taken.next;
  }
  return tried;
}

/** The longest wait, in seconds, that a guesser at one address brings upon everybody else who signs in to the account. */
function waitOfOthers(gapsMs: readonly number[]): number {
  let here: Attempts | null = null;
  let everywhere: Attempts | null = null;
  let nowMs = 0;
  let longestMs = 0;
  for (const gapMs of gapsMs) {
    nowMs = Math.max(nowMs + gapMs, here?.lockedUntilMs ?? 0);
    const taken = takeAttempt(here, nowMs, accountAtAddress);
    const wide = takeAttempt(everywhere, nowMs, account);
    if (taken.kind === "wait" || wide.kind === "wait") continue;
    here = taken.next;
    everywhere = wide.next;
    longestMs = Math.max(longestMs, wide.next.lockedUntilMs - nowMs);
  }
  return longestMs / 1_000;
}

describe("the pace of signing in", () => {
  it.each([
    [accountAtAddress, [1, 3, 4, 5, 6, 7, 40, 5_000], [0, 0, 2, 4, 8, 16, 300, 300]],
    [account, [1, 99, 100, 101, 105, 106, 5_000], [0, 0, 2, 4, 60, 60, 60]],
  ])("costs nothing at first, then doubles up to the longest wait: %j", (pace, failures, seconds) => {
    expect(failures.map((count) => waitSeconds(count, pace))).toEqual(seconds);
  });

  it("counts nothing while locked and says how long", () => {
    const past = { failures: 9, lastAtMs: 0, lockedUntilMs: 1_500 };
    expect(takeAttempt(past, 100, accountAtAddress)).toEqual({ kind: "wait", seconds: 2 });
    expect(takeAttempt(past, 1_500, accountAtAddress)).toMatchObject({ kind: "go", next: { failures: 10 } });
  });

  it.each([accountAtAddress, account])("starts afresh after an hour of quiet: %j", (pace) => {
    const past = { failures: 90, lastAtMs: 0, lockedUntilMs: 0 };
    expect(takeAttempt(past, HOUR_MS, pace)).toMatchObject({ next: { failures: 1, lastAtMs: HOUR_MS } });
  });

  it("forgives an account whole failures while attempts go on, and loses no time between them", () => {
    const past = { failures: 50, lastAtMs: 0, lockedUntilMs: 0 };
    expect(takeAttempt(past, 119_999, account)).toMatchObject({ next: { failures: 51, lastAtMs: 0 } });
    expect(takeAttempt(past, 250_000, account)).toMatchObject({ next: { failures: 49, lastAtMs: 240_000 } });
  });

  it("adds nothing when the clock is set back", () => {
    const past = { failures: 50, lastAtMs: HOUR_MS, lockedUntilMs: 0 };
    expect(takeAttempt(past, 1_000, account)).toMatchObject({ next: { failures: 51, lastAtMs: HOUR_MS } });
  });

  it.each([
    { who: "at one address", pace: accountAtAddress, fewerThan: 24, longestGapMs: 20_000 },
    { who: "at any number of addresses", pace: account, fewerThan: 170, longestGapMs: 5_000 },
  ])("lets a guesser $who try fewer than $fewerThan times in an hour, however they time it", (row) => {
    const gapMs = fc.oneof(fc.integer({ min: 0, max: row.longestGapMs }), fc.constant(0));
    fc.assert(
      fc.property(fc.array(gapMs, { maxLength: 4_000, size: "max" }), (gapsMs) => {
        expect(triedInAnHour(gapsMs, row.pace)).toBeLessThan(row.fewerThan);
      }),
    );
  });

  it("gives a guesser without rest what the paces allow", () => {
    const everySecond = Array.from({ length: 3_600 }, () => 1_000);
    const atOnce = Array.from({ length: 100 }, () => 0);
    expect(triedInAnHour(everySecond, accountAtAddress)).toBe(22);
    expect(triedInAnHour([...atOnce, ...everySecond], account)).toBe(163);
  });

  it("makes nobody wait for what is guessed at one other address, for however long", () => {
    const month = Array.from({ length: 10_000 }, () => 0);
    expect(waitOfOthers(month)).toBe(0);
    const gapMs = fc.oneof(fc.integer({ min: 0, max: 4_000_000 }), fc.constant(0));
    fc.assert(
      fc.property(fc.array(gapMs, { maxLength: 1_000, size: "max" }), (gapsMs) => {
        expect(waitOfOthers(gapsMs)).toBe(0);
      }),
    );
  });
});
