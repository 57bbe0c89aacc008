import { PURPOSES, type Purpose } from "@/lib/domain/consent";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import type { RideDocument } from "@/lib/domain/ride-document";
import { wallClock } from "@/lib/format/zone";
import { consentedDocument } from "./consented-document";
import { type Basis, countsFor, type Verdict } from "./counts-for";
import { bikePseudonym, consentedRideId, type GrantKey, riderPseudonym } from "./pseudonyms";

/** A ride and what was decided of it for a purpose. */
export interface JudgedRide {
  readonly ride: RideDocument;
  /** Of its exact start, in the zone of the reports: `2026-11-20`, and 0 to 23. */
  readonly day: string;
  readonly hour: number;
  readonly purpose: Purpose;
  readonly verdict: Verdict;
}

/** A bike, and of when what its documents are made from is. */
export interface ProjectedBike {
  readonly bikeId: string;
  readonly entityVersion: number;
  /** Of the ledger's end. */
  readonly position: number;
}

/** Rides of a bike that begin on a day, for a purpose; the last four add up to the first. */
export interface RideDay {
  readonly purpose: Purpose;
  readonly day: string;
  readonly rides: number;
  readonly counted: number;
  readonly noRider: number;
  readonly noConsent: number;
  readonly withdrawn: number;
}

/** What counts of each ride for each purpose. @param zone of the reports. */
export const judgedRides = (rides: readonly RideDocument[], basis: Basis, zone: string): JudgedRide[] =>
  rides.flatMap((ride) => {
    const { year, month, day: ofMonth, hour } = wallClock(ride.start, zone);
    const day = new Date(Date.UTC(year, month - 1, ofMonth)).toISOString().slice(0, 10);
    const verdictFor = countsFor({ fromMs: ride.start, toMs: ride.end }, basis);
    return PURPOSES.map((purpose) => ({ ride, day, hour, purpose, verdict: verdictFor(purpose) }));
  });

/**
 * The documents of a bike's rides, by id: a function of rides, owners, attributions and the ledger.
 * @param keys of every grant that one of the rides counts by, by position.
 */
export function projectedRides(
  { bikeId, entityVersion, position }: ProjectedBike,
  judged: readonly JudgedRide[],
  keys: ReadonlyMap<number, GrantKey>,
): Map<string, ConsentedRide> {
  const documents = new Map<string, ConsentedRide>();
  const namesUnder = new Map<number, { readonly rider: string; readonly bike: string }>();
  for (const { ride, day, hour, purpose, verdict } of judged) {
    if (verdict.kind === "out") continue;
    const key = keys.get(verdict.position);
    if (!key) throw new Error(`expected a key of grant ${verdict.position}, by which a ride counts`);
    const names = namesUnder.get(verdict.position) ?? {
      rider: riderPseudonym(key, verdict.riderId),
      bike: bikePseudonym(key, bikeId),
    };
    namesUnder.set(verdict.position, names);
    const under = { purpose, ...names, regranted: verdict.isRegranted, day, hour, entityVersion, position };
    documents.set(consentedRideId(key, bikeId, ride.start), consentedDocument(ride, under));
  }
  return documents;
}

/** How many rides of each day count, and why the others do not. */
export function rideDays(judged: readonly JudgedRide[]): RideDay[] {
  const days = new Map<string, Mutable<RideDay>>();
  for (const { purpose, day, verdict } of judged) {
    const name = `${purpose} ${day}`;
    const counts = days.get(name) ?? {
      ...{ purpose, day, rides: 0, counted: 0, noRider: 0, noConsent: 0, withdrawn: 0 },
    };
    days.set(name, counts);
    counts.rides++;
    counts[verdict.kind === "counts" ? "counted" : FIELDS[verdict.reason]]++;
  }
  return [...days.values()];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
const FIELDS = { "no-rider": "noRider", "no-consent": "noConsent", withdrawn: "withdrawn" } as const;
