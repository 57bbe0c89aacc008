import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attributionText, countedParts, countsFor, goesTo, namedBeside } from "./attribution";
import { BikeEntity } from "./bike-entity";
import { SOURCES, type Source } from "./packet";
import { type Registration, registrationOf } from "./registration";
import { aBikeEntity, inFleet } from "./testing/a-bike-entity";

const IDS = ["LI-A", "LI-B", "LI-C"] as const;
const OWN = "LI-A";
const LAST = 12;

/** Stretches of a line of few moments that do not overlap; the first may have no beginning, the last no end. */
const someStretches = fc
  .tuple(
    fc.subarray(
      Array.from({ length: LAST }, (_, at) => at + 1),
      { maxLength: 6 },
    ),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([moments, sinceEver, forEver]) => {
    const bounds: (number | null)[] = [...(sinceEver ? [null] : []), ...moments];
    if (bounds.length % 2 === 1) bounds.push(forEver ? null : LAST + 1);
    return bounds.flatMap((from, at) =>
      at % 2 === 1 ? [] : [{ from, to: bounds[at + 1] === undefined ? null : (bounds[at + 1] ?? null) }],
    );
  });

const aRegistration: fc.Arbitrary<Registration | null> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  {
    weight: 9,
    arbitrary: fc
      .record({
        inOfB: someStretches,
        inOfC: someStretches,
        out: fc.tuple(someStretches, fc.infiniteStream(fc.constantFrom("LI-B", "LI-C"))),
        withdrawn: fc.boolean(),
      })
      .map(({ inOfB, inOfC, out: [stretches, targets], withdrawn }) =>
        registrationOf(
          BikeEntity.parse(
            aBikeEntity(OWN, {
              withdrawn,
              readings_in: [
                ...inOfB.map((stretch) => ({ reported_as: "LI-B", ...stretch })),
                ...inOfC.map((stretch) => ({ reported_as: "LI-C", ...stretch })),
              ],
              readings_out: stretches.map((stretch) => ({
                bike_id: targets.next().value ?? "LI-B",
                ...stretch,
              })),
            }),
          ),
        ),
      ),
  },
);

/** The rule, word by word. */
function naive(registration: Registration | null, reportedId: string, source: Source, atMs: number): boolean {
  const inside = ({ from, to }: { from: number | null; to: number | null }) =>
    atMs >= (from ?? -Infinity) && atMs < (to ?? Infinity);
  if (source === "app") return reportedId === OWN;
  if (reportedId === OWN) return !(registration?.readings_out ?? []).some(inside);
  const foreign = (registration?.readings_in ?? []).filter((part) => part.reported_as === reportedId);
  return foreign.some(inside);
}

const everyReading = IDS.flatMap((reportedId) =>
  SOURCES.flatMap((source) => Array.from({ length: LAST + 3 }, (_, atMs) => ({ reportedId, source, atMs }))),
);

describe("whose a reading is", () => {
  it("is told by the bike's own registration alone", () => {
    fc.assert(
      fc.property(aRegistration, (registration) => {
        for (const { reportedId, source, atMs } of everyReading)
          expect(countsFor(registration, OWN, reportedId, source, atMs)).toBe(
            naive(registration, reportedId, source, atMs),
          );
      }),
    );
  });

  it("is the same by the parts that are read as reading by reading", () => {
    fc.assert(
      fc.property(aRegistration, (registration) => {
        const parts = countedParts(registration, OWN);
        for (const { reportedId, source, atMs } of everyReading) {
          const covering = parts.filter(
            (part) =>
              part.reportedAs === reportedId &&
              (part.source === null || part.source === source) &&
              atMs >= part.fromMs &&
              atMs < part.toMs,
          );
          expect(covering.length).toBe(countsFor(registration, OWN, reportedId, source, atMs) ? 1 : 0);
        }
      }),
    );
  });

  it("goes to one bike at the most, and to none where it counts at home", () => {
    fc.assert(
      fc.property(aRegistration, (registration) => {
        for (let atMs = 0; atMs < LAST + 3; atMs++) {
          const target = goesTo(registration?.readings_out ?? [], atMs);
          expect(target === null).toBe(countsFor(registration, OWN, OWN, "iot", atMs));
          if (target !== null) expect(namedBeside(registration)).toContain(target);
        }
      }),
    );
  });

  it("has one text for all registrations by which the same parts count, whatever else they say", () => {
    fc.assert(
      fc.property(aRegistration, (registration) => {
        if (!registration) return;
        const { readings_in, readings_out } = registration;
        const other = {
          ...registration,
          version: 9,
          withdrawn: !registration.withdrawn,
          ...(readings_in ? { readings_in: readings_in.toReversed() } : {}),
          ...(readings_out ? { readings_out: readings_out.toReversed() } : {}),
        };
        expect(attributionText(other)).toBe(attributionText(registration));
        const [first, ...rest] = readings_out ?? [];
        if (first)
          expect(attributionText({ ...registration, readings_out: rest })).not.toBe(
            attributionText(registration),
          );
      }),
    );
  });
});

describe("the registration of an entity", () => {
  const swapped = {
    readings_in: [{ reported_as: "LI-B", from: 1_000, to: null }],
    readings_out: [{ bike_id: "LI-B", from: null, to: 1_000 }],
  };

  it("keeps nothing of swaps where there were none, so that stored states stay as they are", () => {
    const plain = registrationOf(aBikeEntity(OWN, { readings_in: [], readings_out: [] }));
    expect(Object.keys(plain)).toEqual([
      "version",
      "withdrawn",
      "oem_id",
      "model_id",
      "battery_wh",
      "registered_at",
      "assignments",
    ]);
    expect(attributionText(plain)).toBe("");
    expect(countedParts(plain, OWN)).toEqual(countedParts(null, OWN));
  });

  it("of a withdrawn bike keeps whose its readings are, and no fleet", () => {
    const entity = aBikeEntity(OWN, { ...swapped, withdrawn: true, assignments: [inFleet("a")] });
    expect(registrationOf(entity)).toMatchObject({ ...swapped, assignments: [] });
  });
});
