import { byKey } from "@/lib/domain/by-key";
import { toldOf } from "./learn-range-model";
import type { KnownRide, LearnedRide } from "./ride-facts";

/** What each rider's rides add, by pseudonym: the same text where they are the same. */
export type Contributions = ReadonlyMap<string, string>;

/** Who adds what to a model, and to each of its terms, by name. Nobody adds where rides are left out. */
export function contributionsOf(rides: readonly LearnedRide[]): ReadonlyMap<string, Contributions> {
  const { known, terms } = toldOf(rides);
  return new Map([
    ["all", byRider(known)],
    ...[...terms].map(([term, told]) => [term, byRider(told)] as const),
  ]);
}

const byRider = (rides: readonly KnownRide[]): Contributions =>
  new Map(
    [...byKey(rides, ({ rider }) => rider)].map(([rider, its]) => [
      rider,
      its
        .map(({ bike, model_id, start, facts }) => JSON.stringify([bike, model_id, start, facts]))
        .sort()
        .join(),
    ]),
  );
