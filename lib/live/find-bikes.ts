import type { GridMemory } from "./grid-memory";
import type { BikeView } from "./models";
import type { Scope } from "./scope";

/** Bikes of the scope with this text in their ids, capitals or not; the one of just this id is the first. */
export function findBikes(memory: GridMemory, scope: Scope, text: string, limit: number): BikeView[] {
  const { ids } = memory;
  const wanted = text.trim().toUpperCase();
  const exact = ids.indexOf(wanted);
  const found = exact >= 0 && memory.sees(scope, exact) ? [exact] : [];
  // From the next that is seen to the next that has the text, and so on: whichever are fewer decide how long it takes.
  let bike = 0;
  while (bike >= 0 && bike < ids.count && found.length < limit) {
    if (!memory.sees(scope, bike)) {
      bike++;
      continue;
    }
    const next = ids.containing(wanted, bike);
    if (next === bike && bike !== exact) found.push(bike);
    bike = next === bike ? bike + 1 : next;
  }
  return found.slice(0, limit).map((index) => memory.view(index));
}
