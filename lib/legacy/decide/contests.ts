import { FACTS, type FactKey } from "../fact";
import type { ToldValue, ValuesOfBike } from "./values";
import type { Verdicts } from "./verdicts";
import type { LegacyWorld } from "./world";

/** That a bike is told to have a number or component. */
export interface Contender {
  readonly bikeId: string;
  readonly fact: FactKey;
  readonly told: ToldValue;
}

/** A number or component that is believed of bikes, one of which has it. */
export interface Contested {
  readonly lead: string;
  readonly holder: Contender;
  /** One for each bike, the holder first. */
  readonly contenders: readonly Contender[];
}

/** Who has what several may have: whom a steward named, else of whom it is said the surest, else the first by name. */
export function* contestsOf(
  world: LegacyWorld,
  values: ReadonlyMap<string, ValuesOfBike>,
  verdicts: Verdicts,
): Generator<void, ReadonlyMap<string, Contested>> {
  const byLead = new Map<string, Contender[]>();
  for (const bikeId of [...values.keys()].sort()) {
    yield;
    if (world.bikes.get(bikeId)?.isWithdrawn) continue;
    const told = values.get(bikeId);
    // In the order of the registry, so that a battery named twice sits in the first place.
    for (const { key } of FACTS) {
      const best = told?.get(key)?.values[0];
      if (key === "bike_id" || !best || best.lead === null) continue;
      const contenders = byLead.get(best.lead) ?? [];
      byLead.set(best.lead, contenders);
      if (!contenders.some((each) => each.bikeId === bikeId))
        contenders.push({ bikeId, fact: key, told: best });
    }
  }
  const contests = new Map<string, Contested>();
  for (const [lead, contenders] of byLead) {
    yield;
    const ruled = verdicts.holder(lead);
    const rank = ({ bikeId, told }: Contender) => (bikeId === ruled ? Number.POSITIVE_INFINITY : told.rank);
    // Sorting is stable, and they are in the order of their names.
    contenders.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)));
    const [holder] = contenders;
    if (holder) contests.set(lead, { lead, holder, contenders });
  }
  return contests;
}
