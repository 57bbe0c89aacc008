import { byKey } from "@/lib/domain/by-key";
import { ESTIMATE_TERMS } from "@/lib/domain/range-model";
import { knownOf, toldOf } from "./learn-range-model";
import type { KnownRide, LearnedRide } from "./ride-facts";

/** What each rider's rides add, by pseudonym: the same text where they are the same. To be gone through once. */
export type Contributions = Iterable<readonly [rider: string, adds: string]>;

/**
 * Who adds what to a model, and to each of its terms, by name. Nobody adds where rides are left out. Each text is made when it is
 * asked for: all of them take more room than the rides.
 */
export function* contributionsOf(
  rides: readonly LearnedRide[],
): Generator<readonly [name: string, contributions: Contributions]> {
  const known = knownOf(rides);
  yield ["all", byRider(known)];
  for (const term of ESTIMATE_TERMS) yield [term, byRider(toldOf(term, known))];
}

function* byRider(rides: readonly KnownRide[]): Generator<readonly [rider: string, adds: string]> {
  for (const [rider, its] of byKey(rides, (ride) => ride.rider)) {
    const adds = its.map(({ bike, model_id, start, facts }) =>
      JSON.stringify([bike, model_id, start, facts]),
    );
    yield [rider, adds.sort().join()];
  }
}
