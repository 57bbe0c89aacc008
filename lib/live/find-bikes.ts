import type { GridMemory } from "./grid-memory";
import type { BikeView } from "./models";
import type { Scope } from "./scope";

/** Bikes of the scope with this text in their ids, capitals or not; the one of just this id is the first. */
export function findBikes(memory: GridMemory, scope: Scope, text: string, limit: number): BikeView[] {
  const { ids } = memory;
  const wanted = text.trim().toUpperCase();
  const exact = ids.indexOf(wanted);
  const found = exact >= 0 && memory.sees(scope, exact) ? [exact] : [];
  let bike = ids.containing(wanted, 0);
  while (bike >= 0 && found.length < limit) {
    if (bike !== exact && memory.sees(scope, bike)) found.push(bike);
    bike = ids.containing(wanted, bike + 1);
  }
  return found.slice(0, limit).map((index) => memory.view(index));
}
