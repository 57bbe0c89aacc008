import { decide } from "../decide/decide";
import type { FactKey } from "../fact";
import { CORRECTION, REGISTRATION, type Statement, statementOf, type Told } from "../statement";
import type { LoadedWorld } from "./load-world";
import { factsOfBike, type StoredBike } from "./stored-bike";

/**
 * Statements for what bikes say of themselves that old data did not make: all of it when old data first meet a bike that
 * was registered, and later what others have changed since. @param before the world without what is new.
 */
export function saidHere(before: LoadedWorld): Statement[] {
  const decided = decide(before);
  const byOldDataOnly = decide({ ...before, bikes: new Map() });
  const registered = new Set(
    before.statements.flatMap(({ source, facts }) =>
      source === REGISTRATION ? (facts.get("bike_id")?.normal ?? []) : [],
    ),
  );
  return [...before.stored.values()].flatMap((bike) => {
    if (bike.is_withdrawn || bike.is_nobodys) return [];
    const facts = factsOfBike(bike);
    const isKnown = registered.has(bike.bike_id) || byOldDataOnly.bikes.has(bike.bike_id);
    if (!isKnown) return [statement(bike, facts, REGISTRATION)];
    const believed = decided.bikes.get(bike.bike_id);
    const changed = [...facts].filter(
      ([key, { normal }]) => key !== "bike_id" && believed?.get(key)?.normal !== normal,
    );
    if (changed.length === 0) return [];
    return [
      statement(
        bike,
        new Map([["bike_id", { value: bike.bike_id, normal: bike.bike_id }], ...changed]),
        CORRECTION,
      ),
    ];
  });
}

const statement = (
  { oem_id }: StoredBike,
  facts: ReadonlyMap<FactKey, Told>,
  source: typeof REGISTRATION | typeof CORRECTION,
): Statement =>
  statementOf({ oemId: oem_id, source, trust: source === CORRECTION ? "seen" : "system", facts });
