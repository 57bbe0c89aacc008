import { createHash } from "node:crypto";
import fc from "fast-check";
import type { ConsentEvent } from "@/lib/consent/consent-at";
import { judgedRides, projectedRides } from "@/lib/consent/projection/projected-rides";
import { aRide } from "@/lib/consent/testing/a-ride";
import { CONSENT_DECISIONS, PURPOSES, type Purpose } from "@/lib/domain/consent";
import { erasedParts } from "@/lib/domain/erased-parts";
import type { RideDocument } from "@/lib/domain/ride-document";
import type { ErasedPart } from "@/lib/domain/whose-ride";
import { estimateAsPublished } from "@/lib/range-model/estimate-as-published";
import { aRangeModel } from "@/lib/range-model/testing/a-range-model";
import type { CountedRide } from "../counted-ride";

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Two days before clocks go forward. */
const BEGIN = Date.parse("2026-03-27T09:00:00Z");
export const at = (hour: number): number => BEGIN + hour * HOUR;
export const ZONE = "Europe/Berlin";

/** What is told arrives in three steps. */
export const STEPS = [0, 1, 2] as const;
const BIKES = [0, 1, 2];
const RIDERS = ["r0", "r1", "r2", "r3"];
const rider = fc.constantFrom(...RIDERS);
const bike = fc.constantFrom(...BIKES);
const hours = fc.integer({ min: 0, max: 90 });
const step = fc.constantFrom(...STEPS);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
/** Of few hours of the day, so that riders meet in cells. */
const start = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(0, 1, 2, 5))
  .map(([d, h]) => 24 * d + h);
/** In minutes from the beginning of an hour; some are of a part of a ride. */
const stretch = fc.record({
  ...{ from: fc.oneof(start, hours), minute: fc.oneof(fc.constant(0), fc.nat(59)) },
  long: fc.oneof(fc.nat(40), fc.nat(360)),
});

/** Most agree to most things before they ride. */
const agreements = fc.array(fc.subarray([...PURPOSES], { minLength: 2 }), {
  minLength: RIDERS.length,
  maxLength: RIDERS.length,
});
const entries = fc.array(
  fc.record({
    rider,
    purpose: fc.constantFrom(...PURPOSES),
    decision: fc.constantFrom("granted" as const, "granted" as const, ...CONSENT_DECISIONS),
    after: fc.integer({ min: 0, max: 12 }),
  }),
  { maxLength: 15 },
);
const told = fc.record({
  agreements,
  entries,
  firstOwners: fc.array(maybe(rider), { minLength: BIKES.length, maxLength: BIKES.length }),
  owners: fc.array(fc.record({ bike, since: hours, rider: maybe(rider) }), { maxLength: 5 }),
  uploads: fc.array(fc.record({ bike, rider, when: stretch, step }), { maxLength: 9 }),
  /** Who was erased, from which step on; an upload that comes later is erased as it comes. */
  erasures: fc.array(fc.record({ rider, step: fc.constantFrom(1, 2) }), { maxLength: 1 }),
  /** Stretches of bikes that were erased for somebody else's sake. */
  erased: fc.array(
    fc.record({
      ...{ bike, rider, step, source: fc.constantFrom("app" as const, "iot" as const, null) },
      when: stretch.map((when) => ({ ...when, long: when.long + 1 })),
    }),
    { maxLength: 5 },
  ),
  rides: fc.uniqueArray(
    fc.record({
      ...{ bike, start, step },
      minutes: fc.integer({ min: 5, max: 59 }),
      distance: fc.integer({ min: 100, max: 30_000 }),
      model: maybe(fc.constantFrom("M1", "M2")),
      energy: maybe(fc.integer({ min: 1, max: 300 })),
    }),
    { minLength: 5, maxLength: 16, selector: (ride) => `${ride.bike} ${ride.start}` },
  ),
});
type Told = typeof told extends fc.Arbitrary<infer T> ? T : never;

/** Of three bikes, what was ever recorded; times in hours. */
export interface History extends Omit<Told, "entries" | "agreements" | "firstOwners"> {
  readonly entries: readonly {
    readonly rider: string;
    readonly purpose: Purpose;
    readonly decision: "granted" | "withdrawn";
    readonly position: number;
    readonly effective: number;
    readonly step: number;
  }[];
}
export type ToldRide = History["rides"][number];

/** Whoever is erased has withdrawn everything: the ledger says so. */
function ledgerOf({ agreements: agreed, entries: later, erasures }: Told): History["entries"] {
  const granted = agreed.flatMap((purposes, index) =>
    purposes.map((purpose) => ({ rider: RIDERS[index] ?? "", purpose, decision: "granted" as const })),
  );
  let now = 0;
  const changes = later.map(({ after, ...entry }, index) => {
    now += after;
    return { ...entry, effective: at(now), step: Math.floor((STEPS.length * index) / later.length) };
  });
  const withdrawn = erasures.flatMap((erasure) =>
    PURPOSES.map((purpose) => ({
      ...{ rider: erasure.rider, purpose, decision: "withdrawn" as const },
      ...{ effective: at(now), step: erasure.step },
    })),
  );
  const all = [
    ...granted.map((entry) => ({ ...entry, effective: at(0), step: 0 })),
    ...changes,
    ...withdrawn,
  ];
  return all.toSorted((a, b) => a.step - b.step).map((entry, index) => ({ ...entry, position: index + 1 }));
}

export const someHistory: fc.Arbitrary<History> = told.map((all) => {
  const { agreements: _, entries: __, firstOwners, owners, ...history } = all;
  const first = firstOwners.map((owner, of) => ({ bike: of, since: -1, rider: owner }));
  return { ...history, owners: [...first, ...owners], entries: ledgerOf(all) };
});

export const rideOf = ({ bike: of, start: from, minutes, distance, model, energy }: ToldRide): RideDocument =>
  aRide(`LI-00000${of}`, at(from), at(from) + minutes * MINUTE, {
    ...{ distance_m: distance, moving_s: minutes * 50, model_id: model },
    ...{ energy_wh: energy, energy_s: minutes * 45 },
    ...{ way_m: distance, way_s: minutes * 50, way_wh: energy, way_energy_m: Math.floor(distance * 0.9) },
  });
/** The third is not kept: of rides before the fourth nobody knows which it was. */
export const MODELS = [
  aRangeModel({ revision: 1, published_at: at(10) }, { level: 2.2, cold: 0.1 }),
  aRangeModel({ revision: 2, published_at: at(30) + 60_000 }, { level: 2.3, cold: 0.05 }),
  aRangeModel({ revision: 4, published_at: at(60) }, { level: 2.1, cold: 0 }),
];
/** From each change of owner to the next. */
export const periodsOf = ({ owners }: History, of: number) => {
  const own = [
    ...new Map(owners.filter((owner) => owner.bike === of).map((owner) => [owner.since, owner])).values(),
  ];
  const sorted = own.sort((a, b) => a.since - b.since);
  return sorted.map((owner, index) => ({ ...owner, until: sorted[index + 1]?.since ?? null }));
};

/** What of a bike is kept by a step, as tables have it. */
function keptOf(history: History, of: number, until: number) {
  const ownership = periodsOf(history, of).flatMap(({ rider: riderId, since, until: end }) =>
    riderId === null ? [] : [{ riderId, fromMs: at(since), toMs: end === null ? null : at(end) }],
  );
  const gone = new Set(history.erasures.filter((erasure) => erasure.step <= until).map((one) => one.rider));
  const boundsOf = ({ from, minute, long }: Told["uploads"][number]["when"]) => {
    const fromMs = at(from) + minute * MINUTE;
    return { fromMs, toMs: fromMs + long * MINUTE };
  };
  const signed = history.uploads
    .filter((upload) => upload.bike === of && upload.step <= until)
    .map((upload) => ({ riderId: upload.rider, ...boundsOf(upload.when) }));
  const stones: ErasedPart[] = [
    ...history.erased
      .filter((part) => part.bike === of && part.step <= until)
      .map((part) => ({ riderId: part.rider, source: part.source, ...boundsOf(part.when) })),
    ...ownership.filter(({ riderId }) => gone.has(riderId)).map((period) => ({ ...period, source: null })),
    ...signed
      .filter(({ riderId }) => gone.has(riderId))
      .map(({ riderId, fromMs, toMs }) => ({ riderId, source: "app" as const, fromMs, toMs: toMs + 1 })),
  ];
  const attributions = signed.filter(({ riderId }) => !gone.has(riderId));
  return { ownership, attributions, erased: erasedParts(stones) };
}

/** As the product decides of what is there by a step. */
export function consented(history: History, until: number): CountedRide[] {
  const ledger = history.entries.filter((entry) => entry.step <= until);
  const consent = new Map<string, ConsentEvent[]>();
  for (const { rider: of, effective, ...entry } of ledger)
    consent.set(of, [...(consent.get(of) ?? []), { ...entry, effectiveAtMs: effective }]);
  const keys = new Map(
    ledger.map(({ position }) => [position, createHash("sha256").update(`${position}`).digest()]),
  );
  const estimate = estimateAsPublished(MODELS);
  return BIKES.flatMap((of) => {
    const rides = history.rides.filter((ride) => ride.bike === of && ride.step <= until).map(rideOf);
    const judged = judgedRides(rides, { ...keptOf(history, of, until), consent }, ZONE);
    const projected = projectedRides(
      { bikeId: `LI-00000${of}`, entityVersion: 1, position: 1 },
      judged,
      keys,
    );
    return [...projected.values()].map((ride) =>
      ride.purpose === "range-model" ? { ...ride, estimated_wh: estimate(ride) } : ride,
    );
  });
}
