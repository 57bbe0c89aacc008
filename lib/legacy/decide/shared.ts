import { FACTS } from "../fact";
import type { Contender, Contested } from "./contests";
import type { ValuesOfBike } from "./values";
import type { LegacyWorld } from "./world";

/** A component that several bikes are told to have, whatever else is believed of them. */
export interface Shared {
  readonly lead: string;
  /** Of whom it is believed, the holder first; empty where another is believed of each. */
  readonly believed: readonly Contender[];
  /** Of whom another is believed, the surest first. */
  readonly others: readonly Contender[];
}

/** By what leads to them. A component is in one bike, so that what is said of several is one matter, and no bike's own. */
export function* sharedOf(
  world: Pick<LegacyWorld, "bikes">,
  values: ReadonlyMap<string, ValuesOfBike>,
  contests: ReadonlyMap<string, Contested>,
): Generator<void, ReadonlyMap<string, Shared>> {
  const byLead = new Map<string, Contender[]>();
  for (const bikeId of [...values.keys()].sort()) {
    yield;
    if (world.bikes.get(bikeId)?.isWithdrawn) continue;
    for (const { key, form } of FACTS) {
      if (form !== "component") continue;
      for (const told of values.get(bikeId)?.get(key)?.values ?? []) {
        if (told.lead === null) continue;
        const all = byLead.get(told.lead) ?? [];
        byLead.set(told.lead, all);
        if (!all.some((each) => each.bikeId === bikeId)) all.push({ bikeId, fact: key, told });
      }
    }
  }
  const shared = new Map<string, Shared>();
  for (const [lead, all] of byLead) {
    yield;
    if (all.length < 2) continue;
    const believed = contests.get(lead)?.contenders ?? [];
    const has = new Set(believed.map(({ bikeId }) => bikeId));
    // Sorting is stable, and they are in the order of their names.
    const others = all.filter(({ bikeId }) => !has.has(bikeId)).sort((a, b) => b.told.rank - a.told.rank);
    shared.set(lead, { lead, believed, others });
  }
  return shared;
}
