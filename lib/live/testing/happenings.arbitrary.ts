import fc from "fast-check";
import type { BikeEntity } from "@/lib/domain/bike-entity";
import type { Source } from "@/lib/domain/packet";
import { aReading } from "@/lib/domain/reading.arbitrary";
import { entriesOf, stateDocument } from "@/lib/domain/state";
import type { StateDocument } from "@/lib/domain/state-document";
import { aBikeEntity, inFleet } from "@/lib/domain/testing/a-bike-entity";

/** Event times of `aReading` begin here. */
export const FIRST_MS = 1_795_161_600_000;
const HOUR_MS = 3_600_000;

export const BIKES = ["LI-000001", "LI-000002", "LIX-0001", "DCU-00011", "DCU-00012", "0F3A9"] as const;
export const FLEETS = ["a", "b"] as const;

export type Happening =
  | { readonly kind: "state"; readonly document: StateDocument }
  | { readonly kind: "entity"; readonly entity: BikeEntity };

/** States of few bikes at few instants, so that ties and repetition are likely. */
const aState: fc.Arbitrary<Happening> = fc
  .record({
    bikeId: fc.constantFrom(...BIKES),
    reading: aReading(3),
    source: fc.constantFrom<Source>("iot", "app"),
    generation: fc.constantFrom(0, 0, 0, 1),
    hours: fc.constantFrom(0, 0, 1, 2, 3),
    isEmpty: fc.nat(7).map((chance) => chance === 0),
  })
  .map(({ bikeId, reading, source, generation, hours, isEmpty }) => {
    // Derived anew, and nothing of what was known counts for it.
    if (isEmpty) return { kind: "state", document: stateDocument(bikeId, 2 * generation, {}, null) };
    const timeMs = reading.timeMs + hours * HOUR_MS;
    const entries = entriesOf({ ...reading, timeMs }, source);
    return { kind: "state", document: stateDocument(bikeId, generation, entries, timeMs) };
  });

/** A version of a bike has one content, whoever sends it and however often. */
const anEntity: fc.Arbitrary<Happening> = fc
  .record({ bikeId: fc.constantFrom(...BIKES), version: fc.integer({ min: 1, max: 4 }) })
  .map(({ bikeId, version }) => ({ kind: "entity", entity: entityOf(bikeId, version) }));

/** Bikes change hands after an hour, two hours, or belong to nobody for a while or at all, as bike and version have it. */
function entityOf(bikeId: string, version: number): BikeEntity {
  const fleet = (at: number) => FLEETS[(bikeId.length + version + at) % FLEETS.length] ?? "a";
  const change = FIRST_MS + (version % 3) * HOUR_MS;
  const period = (at: number, from: number | null, to: number | null) => inFleet(fleet(at), from, to);
  const gap = version === 3 ? HOUR_MS : 0;
  return aBikeEntity(bikeId, {
    version,
    model: { id: "m", name: "Model", battery_wh: 500, report_every_s: 600 * version },
    withdrawn: version === 4 && bikeId.startsWith("LI"),
    assignments:
      version === 2 ? [period(0, null, null)] : [period(0, null, change), period(1, change + gap, null)],
  });
}

export const someHappenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof({ weight: 3, arbitrary: aState }, { weight: 1, arbitrary: anEntity }),
  { minLength: 1, maxLength: 30 },
);
