import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConsentDecision, Purpose } from "@/lib/domain/consent";
import { type ConsentEvent, consentAt, type Interval, inForceAt } from "./consent-at";

const P: Purpose = "range-model";
const at = (position: number, decision: ConsentDecision, effectiveAtMs: number, purpose: Purpose = P) => ({
  ...{ position, decision, effectiveAtMs, purpose },
});
const ride = (fromMs: number, toMs = fromMs + 10): Interval => ({ fromMs, toMs });

describe("whether a ride counts", () => {
  it("recorded under consent, uploaded after withdrawal: it does not", () => {
    const granted = [at(1, "granted", 100)];
    expect(consentAt(granted, P, ride(200))).toEqual(granted[0]);
    expect(consentAt([...granted, at(2, "withdrawn", 300)], P, ride(200))).toBeNull();
  });

  it("recorded before consent, uploaded after it: it does not", () => {
    expect(consentAt([at(1, "granted", 300)], P, ride(200))).toBeNull();
  });

  it.each([
    ["begins with the consent", ride(100), 1],
    ["begins a moment before it", ride(99), null],
    ["was under way when it came", ride(95, 105), null],
  ])("one that %s", (_what, interval, position) => {
    expect(consentAt([at(1, "granted", 100)], P, interval)?.position ?? null).toBe(position);
  });

  it("again granted: rides from then on count, older ones are not brought back", () => {
    const events = [at(1, "granted", 100), at(2, "withdrawn", 200), at(3, "granted", 300)];
    expect(consentAt(events, P, ride(150))).toBeNull();
    expect(consentAt(events, P, ride(250))).toBeNull();
    expect(consentAt(events, P, ride(300))?.position).toBe(3);
  });

  it("granted twice: older rides stay under the first", () => {
    const events = [at(1, "granted", 100), at(2, "granted", 200)];
    expect([150, 250].map((fromMs) => consentAt(events, P, ride(fromMs))?.position)).toEqual([1, 1]);
  });

  it("a withdrawal that took effect before a grant that stands before it in the ledger ends it all the same", () => {
    const events = [at(1, "granted", 100), at(2, "withdrawn", 50)];
    expect(consentAt(events, P, ride(150))).toBeNull();
  });

  it("a grant that was to take effect later is ended by a withdrawal before that", () => {
    const events = [at(1, "granted", 900), at(2, "withdrawn", 200)];
    expect(consentAt(events, P, ride(950))).toBeNull();
    expect(inForceAt(events, P, 950)).toBeNull();
  });

  it("another purpose says nothing", () => {
    expect(consentAt([at(1, "granted", 100, "product-research")], P, ride(200))).toBeNull();
    expect(
      consentAt([at(1, "granted", 100), at(2, "withdrawn", 150, "product-research")], P, ride(200)),
    ).not.toBeNull();
  });
});

describe("what was in force at a moment", () => {
  it("stays true when it was withdrawn later", () => {
    const events = [at(1, "granted", 100), at(2, "withdrawn", 200)];
    expect([99, 100, 199, 200].map((atMs) => inForceAt(events, P, atMs)?.position ?? null)).toEqual([
      null,
      1,
      1,
      null,
    ]);
  });
});

/** Rule 2 and 3 word by word: look at each moment of the ride, then for a withdrawal behind what was in force. */
function naive(events: readonly ConsentEvent[], { fromMs, toMs }: Interval): boolean {
  const grants = events.filter((event) => event.purpose === P && event.decision === "granted");
  const withdrawals = events.filter((event) => event.purpose === P && event.decision === "withdrawn");
  const isStanding = (grant: ConsentEvent) => !withdrawals.some(({ position }) => position > grant.position);
  for (let moment = fromMs; moment <= toMs; moment += 1)
    if (!grants.some((grant) => grant.effectiveAtMs <= moment && isStanding(grant))) return false;
  return true;
}

/** Histories as the ledger has them: no grant takes effect before it was recorded, no withdrawal after. */
const history = fc
  .array(
    fc.record({
      decision: fc.constantFrom<ConsentDecision>("granted", "withdrawn"),
      purpose: fc.constantFrom<Purpose>(P, "product-research"),
      pause: fc.nat(15),
      apart: fc.oneof(fc.constant(0), fc.nat(20)),
    }),
    { maxLength: 12 },
  )
  .map((entries) => {
    let recordedAtMs = 0;
    return entries.map(({ decision, purpose, pause, apart }, index) => {
      recordedAtMs += pause;
      return at(index + 1, decision, recordedAtMs + (decision === "granted" ? apart : -apart), purpose);
    });
  });
const inAnyOrder = history.chain((events) =>
  fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
);
const interval = fc.tuple(fc.nat(120), fc.nat(30)).map(([fromMs, length]) => ride(fromMs, fromMs + length));

describe("of any history", () => {
  it("a ride counts exactly where each of its moments was under a consent that nobody withdrew since", () => {
    fc.assert(
      fc.property(history, interval, (events, during) => {
        expect(consentAt(events, P, during) !== null).toBe(naive(events, during));
      }),
      { numRuns: 1_000 },
    );
  });

  it("the answer depends on what was recorded, not on the order in which it is read", () => {
    fc.assert(
      fc.property(inAnyOrder, interval, ([events, shuffled], during) => {
        expect(consentAt(shuffled, P, during)).toEqual(consentAt(events, P, during));
      }),
    );
  });

  it("what counted under a grant keeps that grant until it is withdrawn", () => {
    fc.assert(
      fc.property(history, interval, (events, during) => {
        for (let known = 1; known < events.length; known += 1) {
          const [before, after] = [known, known + 1].map((count) =>
            consentAt(events.slice(0, count), P, during),
          );
          if (before && after) expect(after).toEqual(before);
        }
      }),
    );
  });
});

describe("of a rider who decided ten thousand times", () => {
  /** In no order, as the database may give them. */
  const events = Array.from({ length: 10_000 }, (_, nth) => (nth * 7_919) % 10_000).map((index) =>
    at(index + 1, index % 2 === 0 ? "granted" : "withdrawn", 10 * index),
  );
  const purposes: readonly Purpose[] = [P, "product-research", "battery-research", "planning-aggregates"];

  it("a thousand rides are looked at in less than a second, for every purpose", () => {
    const begunMs = performance.now();
    const found = Array.from({ length: 1_000 }, (_, index) =>
      purposes.map((purpose) => [
        consentAt(events, purpose, ride(100 * index)),
        inForceAt(events, purpose, 100 * index)?.position,
      ]),
    );
    expect(performance.now() - begunMs).toBeLessThan(1_000);
    expect(found.map(([first]) => first)).toEqual(found.map((_, index) => [null, 10 * index + 1]));
  });

  it("what one list said is nothing to another", () => {
    expect(consentAt([...events, at(10_001, "granted", 99_999)], P, ride(100_000))?.position).toBe(10_001);
    expect(consentAt(events, P, ride(100_000))).toBeNull();
  });
});
