import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Attempts, PACES, takeAttempt, waitSeconds } from "./sign-in-pace";

const pace = PACES.account;

describe("the pace of signing in", () => {
  it("costs nothing at first, then doubles up to the longest wait", () => {
    expect([1, 3, 4, 5, 6, 7, 40, 5_000].map((failures) => waitSeconds(failures, pace))).toEqual([
      0, 0, 2, 4, 8, 16, 300, 300,
    ]);
  });

  it("counts nothing while locked and says how long", () => {
    const past = { failures: 9, lastAtMs: 0, lockedUntilMs: 1_500 };
    expect(takeAttempt(past, 100, pace)).toEqual({ kind: "wait", seconds: 2 });
    expect(takeAttempt(past, 1_500, pace)).toMatchObject({ kind: "go", next: { failures: 10 } });
  });

  it("starts afresh after an hour of quiet", () => {
    const past = { failures: 9, lastAtMs: 0, lockedUntilMs: 0 };
    expect(takeAttempt(past, 3_600_000, pace)).toMatchObject({ next: { failures: 1 } });
  });

  it("lets a guesser without rest try fewer than 24 times in an hour, however they time it", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 2_000 }), (gaps) => {
        let past: Attempts | null = null;
        let nowMs = 0;
        let tried = 0;
        for (const gap of gaps) {
          nowMs += gap;
          if (nowMs > 3_600_000) break;
          const taken = takeAttempt(past, nowMs, pace);
          if (taken.kind === "wait") continue;
          tried += 1;
          past = taken.next;
        }
        expect(tried).toBeLessThan(24);
      }),
    );
  });
});
