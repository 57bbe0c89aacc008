import type { FactKey } from "../fact";
import type { Statement, Told } from "../statement";
import { type Claims, claimsOf } from "./claims";
import { type Contested, contestsOf } from "./contests";
import { type Contradiction, contradictionsOf } from "./contradictions";
import type { Owned } from "./owners";
import { sharedOf } from "./shared";
import { type ValuesOfBike, valuesOf } from "./values";
import { verdictsOf } from "./verdicts";
import type { LegacyWorld } from "./world";

export interface Decided {
  /** What each bike has: believed, and of numbers and components held against all other bikes. */
  readonly bikes: ReadonlyMap<string, ReadonlyMap<FactKey, Told>>;
  readonly values: ReadonlyMap<string, ValuesOfBike>;
  readonly owners: ReadonlyMap<string, Owned>;
  readonly contradictions: readonly Contradiction[];
  readonly bikeOf: ReadonlyMap<string, string>;
  /** Statements that lead to several bikes, and those that put a module where it cannot be put. */
  readonly torn: ReadonlySet<string>;
}

/**
 * What is believed after all that was said, and what contradicts each other. A function of the set of statements: in which
 * order, how often and in which files they came does not matter. A value that is surer than another is believed, and where
 * values differ at all, somebody is to look. It yields wherever the work may rest for a while.
 */
export function* deciding(world: LegacyWorld): Generator<void, Decided> {
  const verdicts = yield* verdictsOf(world);
  const claims = yield* claimsOf(world, verdicts);
  const values = yield* valuesOf(claims.claims, verdicts);
  const contests = yield* contestsOf(world, values, verdicts);
  const shared = yield* sharedOf(world, values, contests);
  return {
    bikes: yield* holdings(world, claims, values, contests),
    values,
    owners: claims.owners,
    contradictions: yield* contradictionsOf(values, contests, shared, claims),
    bikeOf: claims.bikeOf,
    torn: new Set([...claims.torn, ...claims.misplaced].map(({ statement }) => statement.digest)),
  };
}

function* holdings(
  world: LegacyWorld,
  { owners }: Claims,
  values: Decided["values"],
  contests: ReadonlyMap<string, Contested>,
): Generator<void, Decided["bikes"]> {
  const bikes = new Map<string, Map<FactKey, Told>>();
  for (const bikeId of owners.keys()) {
    yield;
    if (world.bikes.get(bikeId)?.isWithdrawn === true) continue;
    const held = new Map<FactKey, Told>();
    bikes.set(bikeId, held);
    for (const [key, told] of values.get(bikeId) ?? []) {
      const [best] = told.values;
      const holder = best.lead === null ? undefined : contests.get(best.lead)?.holder;
      const isElsewhere = holder && (holder.bikeId !== bikeId || holder.fact !== key);
      if (key !== "bike_id" && !isElsewhere) held.set(key, { value: best.value, normal: best.normal });
    }
  }
  return bikes;
}

/** What became of a statement, in a word. */
export type StatementOutcome = "new-bike" | "agrees" | "contradicts" | "waits";

/** @param before bikes that there were before. */
export function outcomeOf(
  { digest, facts }: Statement,
  { bikeOf, torn, values, owners, contradictions }: Decided,
  before: ReadonlySet<string>,
  open: ReadonlySet<string> = new Set(contradictions.flatMap(({ bikeIds }) => bikeIds)),
): StatementOutcome {
  if (torn.has(digest)) return "contradicts";
  const isRival = (owners.get(facts.get("bike_id")?.normal ?? "")?.rivals.length ?? 0) > 0;
  if (isRival) return "contradicts";
  const bikeId = bikeOf.get(digest);
  if (bikeId === undefined) return "waits";
  const told = values.get(bikeId);
  const differs = [...facts.keys()].some((key) => (told?.get(key)?.values.length ?? 0) > 1);
  if (open.has(bikeId) && differs) return "contradicts";
  return before.has(bikeId) ? "agrees" : "new-bike";
}
