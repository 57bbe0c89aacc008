import type { Trust } from "@/lib/domain/master-data";
import type { Fact, FactKey } from "../fact";
import type { Claim } from "./claims";
import type { Verdicts } from "./verdicts";

/** One value of a fact, with all who say so. */
export interface ToldValue {
  readonly value: string;
  readonly normal: string;
  readonly lead: string | null;
  readonly rank: number;
  /** The surest first. */
  readonly said: readonly { readonly source: string; readonly trust: Trust }[];
}

interface ValuesOfFact {
  readonly fact: Fact;
  /** The one that is believed first. */
  readonly values: readonly [ToldValue, ...ToldValue[]];
}

export type ValuesOfBike = ReadonlyMap<FactKey, ValuesOfFact>;

const RULED = 100;
const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byRank = (a: Claim, b: Claim): number =>
  b.rank - a.rank || compareTexts(a.value, b.value) || compareTexts(a.statement.source, b.statement.source);

/** What is said of each bike, the values of each fact in order of belief: ruled, then the surest, then by their text. */
export function* valuesOf(
  claims: readonly Claim[],
  verdicts: Verdicts,
): Generator<void, ReadonlyMap<string, ValuesOfBike>> {
  const grouped = new Map<string, Map<FactKey, Map<string, Claim[]>>>();
  for (const claim of claims) {
    yield;
    const facts = grouped.get(claim.bikeId) ?? new Map<FactKey, Map<string, Claim[]>>();
    grouped.set(claim.bikeId, facts);
    const values = facts.get(claim.fact.key) ?? new Map<string, Claim[]>();
    facts.set(claim.fact.key, values);
    const same = values.get(claim.normal) ?? [];
    values.set(claim.normal, same);
    same.push(claim);
  }
  const told = new Map<string, ValuesOfBike>();
  for (const [bikeId, facts] of grouped) {
    yield;
    const sorted = new Map<FactKey, ValuesOfFact>();
    told.set(bikeId, sorted);
    for (const [key, values] of facts) {
      const chosen = verdicts.chosen(bikeId, key);
      const [first, ...others] = [...values.values()]
        .flatMap((same) => toldOf(same, chosen) ?? [])
        .sort((a, b) => b.rank - a.rank || compareTexts(a.normal, b.normal));
      const fact = values.values().next().value?.[0]?.fact;
      if (first && fact) sorted.set(key, { fact, values: [first, ...others] });
    }
  }
  return told;
}

/** One value, of which all of these are. */
export function toldOf(claims: readonly Claim[], chosen: string | undefined): ToldValue | null {
  const sorted = claims.toSorted(byRank);
  const [first] = sorted;
  if (!first) return null;
  const said = new Map(
    sorted.map(({ statement: { source, trust } }) => [`${trust} ${source}`, { source, trust }]),
  );
  return {
    value: first.value,
    normal: first.normal,
    lead: first.lead,
    rank: first.normal === chosen ? RULED : first.rank,
    said: [...said.values()],
  };
}
