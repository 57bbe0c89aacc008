import { compareTexts } from "@/lib/domain/value-order";
import type { GridMemory } from "./grid-memory";
import type { FoundBikes } from "./models";
import type { Scope } from "./scope";

/** What ids are made of, and spaces between parts of one. */
const OF_IDS = /^[A-Z0-9 -]+$/;
const RUNS = /[A-Z]+|[0-9]+/g;

/** So many are put in order; who finds more types on. */
const MOST_ORDERED = 2_000;

/**
 * Bikes of the scope with this text in their ids, by id; the one of just this id is the first. Capitals do not
 * matter, nor dashes between letters and digits; parts with spaces or dashes between them may lie apart: "li 12" finds
 * LI-000012.
 */
export function findBikes(memory: GridMemory, scope: Scope, text: string, limit: number): FoundBikes {
  const { ids } = memory;
  const wanted = text.trim().toUpperCase();
  if (!OF_IDS.test(wanted)) return { bikes: [], more: false };
  const parts = wanted.split(/[ -]+/).filter((part) => part !== "");
  const runs = parts.flatMap((part) => part.match(RUNS) ?? []);
  const longest = runs.reduce((most, run) => (run.length >= most.length ? run : most), "");
  const patterns = parts.map((part) => new RegExp(part.match(RUNS)?.join("-*") ?? "", "g"));
  const exact = ids.indexOf(wanted);
  const first = exact >= 0 && memory.sees(scope, exact) ? [exact] : [];
  const found: number[] = [];
  // From the next that is seen to the next that has the longest run, and so on: whichever are fewer decide how long it
  // takes.
  let bike = 0;
  while (bike >= 0 && bike < ids.count && found.length < MOST_ORDERED) {
    if (!memory.sees(scope, bike)) {
      bike++;
      continue;
    }
    const next = ids.containing(longest, bike);
    if (next === bike && bike !== exact && hasInOrder(ids.id(bike), patterns)) found.push(bike);
    bike = next === bike ? bike + 1 : next;
  }
  const ordered = [...first, ...found.sort((a, b) => compareTexts(ids.id(a), ids.id(b)))];
  return { bikes: ordered.slice(0, limit).map((index) => memory.view(index)), more: ordered.length > limit };
}

/** Whether an id has what each of the patterns, global ones, asks for, one after the other. */
function hasInOrder(id: string, patterns: readonly RegExp[]): boolean {
  let from = 0;
  for (const pattern of patterns) {
    pattern.lastIndex = from;
    if (!pattern.test(id)) return false;
    from = pattern.lastIndex;
  }
  return true;
}
