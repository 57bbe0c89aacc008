import { describe, expect, it } from "vitest";
import { NewBikes } from "./new-bikes";
import { RateLimit } from "./rate-limit";

const HOUR_MS = 3_600_000;
const bike = (at: number): string => `LI-${String(at).padStart(6, "0")}`;

interface Options {
  readonly burst?: number;
  readonly isKnown?: (bikeId: string) => boolean;
  readonly remembered?: number;
}

function bikes({ burst = 10, isKnown = () => false, remembered = 1_000 }: Options = {}) {
  const all = new NewBikes(new RateLimit({ perSecond: 10 / 3_600, burst }, "bikes"), isKnown, remembered);
  const taken = (from: number, to: number, { client = "a", nowMs = 0, work = "w" } = {}): number => {
    let met = 0;
    try {
      for (let at = from; at < to; at++, met++) all.meet(bike(at), client, nowMs, work);
    } catch {}
    return met;
  };
  return taken;
}

describe("bikes that nobody has heard of", () => {
  it("are let pass as many as a client may bring, and from then on some each hour", () => {
    const taken = bikes();
    for (let at = 0; at < 10; at++) expect(taken(at, at + 1, { work: String(at) })).toBe(1);
    expect(taken(10, 11)).toBe(0);
    expect(taken(10, 11, { client: "b" })).toBe(1);
    for (let at = 11; at < 21; at++) expect(taken(at, at + 1, { nowMs: HOUR_MS, work: String(at) })).toBe(1);
    expect(taken(21, 22, { nowMs: HOUR_MS })).toBe(0);
  });

  it("are new once only, whoever sends for them", () => {
    const taken = bikes();
    expect(taken(0, 10)).toBe(10);
    for (const client of ["a", "b"])
      for (let again = 0; again < 3; again++)
        expect(taken(0, 10, { client, work: `${client}${again}` })).toBe(10);
    expect(taken(20, 21, { client: "b" })).toBe(1);
  });

  it("are none that somebody else has heard of", () => {
    const taken = bikes({ isKnown: (bikeId) => bikeId < bike(500) });
    expect(taken(0, 500)).toBe(500);
  });

  it("may be more in one upload, which can be finished, and then none before that is paid", () => {
    const taken = bikes();
    expect(taken(0, 100)).toBe(100);
    expect(taken(100, 101, { nowMs: 8 * HOUR_MS, work: "next" })).toBe(0);
    expect(taken(0, 100, { nowMs: 8 * HOUR_MS, work: "next" })).toBe(100);
  });

  it("are remembered in bounded room: those that go on sending, not those of long ago", () => {
    const taken = bikes({ burst: 1_000, remembered: 10 });
    for (let round = 0; round < 200; round++) {
      expect(taken(0, 5)).toBe(5);
      taken(1_000 + round, 1_001 + round);
    }
    expect(taken(0, 5)).toBe(5);
    expect(taken(2_000, 2_795, { work: "rest" })).toBe(795);
    expect(taken(1_000, 1_001, { work: "late" })).toBe(0);
  });
});
