import { compareTexts } from "@/lib/domain/value-order";
import type { GridMemory } from "./grid-memory";
import type { FoundBikes } from "./models";
import type { Scope } from "./scope";

/** What ids are made of; nothing else is part of one. */
const OF_IDS = /^[A-Z0-9-]+$/;

/** So many are put in order; who finds more types on. */
const MOST_ORDERED = 2_000;

/** Bikes of the scope with this text in their ids, capitals or not, by id; the one of just this id is the first. */
export function findBikes(memory: GridMemory, scope: Scope, text: string, limit: number): FoundBikes {
  const { ids } = memory;
  const wanted = text.trim().toUpperCase();
  if (!OF_IDS.test(wanted)) return { bikes: [], more: false };
  const exact = ids.indexOf(wanted);
  const first = exact >= 0 && memory.sees(scope, exact) ? [exact] : [];
  const found: number[] = [];
  // From the next that is seen to the next that has the text, and so on: whichever are fewer decide how long it takes.
  let bike = 0;
  while (bike >= 0 && bike < ids.count && found.length < MOST_ORDERED) {
    if (!memory.sees(scope, bike)) {
      bike++;
      continue;
    }
    const next = ids.containing(wanted, bike);
    if (next === bike && bike !== exact) found.push(bike);
    bike = next === bike ? bike + 1 : next;
  }
  const ordered = [...first, ...found.sort((a, b) => compareTexts(ids.id(a), ids.id(b)))];
  return { bikes: ordered.slice(0, limit).map((index) => memory.view(index)), more: ordered.length > limit };
}
