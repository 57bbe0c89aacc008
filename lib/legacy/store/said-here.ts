import { normalNumber } from "@/lib/domain/bike-number";
import { each } from "@/lib/in-turns";
import { isMadeByFiles } from "../decide/claimants";
import { type FactKey, factOf } from "../fact";
import { CORRECTION, REGISTRATION, type Statement, statementOf, type Told } from "../statement";
import type { Given } from "./given";
import type { LoadedWorld } from "./load-world";
import { factsOfBike, type StoredBike } from "./stored-bike";

/**
 * Statements for what was registered of bikes that old data did not make and now meet for the first time. What people gave
 * them since stands by itself, so that it counts the same whether it was before or after. @param before the world without what is new.
 */
export function* saidHere(before: LoadedWorld): Generator<void, Statement[]> {
  const registered = new Set(
    before.statements.flatMap(({ source, facts }) =>
      source === REGISTRATION ? (facts.get("bike_id")?.normal ?? []) : [],
    ),
  );
  const unknown = [...before.stored.values()].filter(
    (bike) => !registered.has(bike.bike_id) && !bike.is_withdrawn && !bike.is_nobodys,
  );
  if (unknown.length === 0) return [];
  const { mergedInto, given, statements } = before;
  const isMade = yield* isMadeByFiles({ mergedInto, statements: statements.filter(isOfFile) });
  const givenTo = new Map<string, Given[]>();
  for (const one of given) givenTo.set(one.bikeId, [...(givenTo.get(one.bikeId) ?? []), one]);
  return yield* each(
    unknown.filter(({ bike_id, is_from_plant }) => is_from_plant || !isMade(bike_id)),
    (bike) =>
      statementOf({
        oemId: bike.oem_id,
        source: REGISTRATION,
        trust: "system",
        facts: registeredFacts(bike, givenTo.get(bike.bike_id) ?? []),
      }),
  );
}

const isOfFile = ({ source }: Statement): boolean => source !== REGISTRATION && source !== CORRECTION;

/** What a bike says of itself, but for what people have changed: there, what was before the first of them. */
function registeredFacts(bike: StoredBike, given: readonly Given[]): ReadonlyMap<FactKey, Told> {
  const facts = factsOfBike(bike);
  const undone = new Set<FactKey>();
  for (const { fact, was } of given) {
    if (undone.has(fact) || was === undefined) continue;
    undone.add(fact);
    if (was === null || was.startsWith("?")) facts.delete(fact);
    else facts.set(fact, { value: was, normal: fact === "frame_number" ? normalNumber(was) : was });
  }
  for (const { slot, serial, normal, is_first } of bike.parts) {
    const fact = factOf(`${slot}_serial`)?.key;
    if (fact === undefined) continue;
    if (is_first) facts.set(fact, { value: serial, normal });
    else if (facts.get(fact)?.normal === normal) facts.delete(fact);
  }
  return facts;
}
