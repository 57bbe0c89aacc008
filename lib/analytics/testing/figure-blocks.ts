import type { FigureBlock, Grain } from "@/lib/domain/figures";
import { dayRange } from "@/lib/format/zone";
import { definitionOf } from "../definitions";
import { mondayOf, shiftDay } from "../report/day-range";
import { isoWeekOf } from "../report/iso-week";

export const ZONE = "Europe/Berlin";

type Values = FigureBlock["cells"][number]["values"];
/** Key and what is told of it, by measure; the others were not measured. */
export type MadeCell = readonly [
  key: readonly (string | null)[],
  values: Readonly<Record<string, Values[number]>>,
];

/** A published block of a definition as its lane writes it; all of it may be said otherwise. */
export function madeBlock(
  id: string,
  grain: Grain,
  block: string,
  cells: readonly MadeCell[],
  more: Partial<FigureBlock> = {},
): FigureBlock {
  const definition = definitionOf(id);
  if (!definition) throw new Error(`no definition ${id}`);
  const span = spanOfBlock(grain, block);
  const measures = definition.measures.map(({ name }) => name);
  return {
    ...{ kind: "block", definition: id, purpose: definition.purpose, grain, block, ...span },
    ...{ revision: 1, published_at: span.to + 86_400_000, position: 48_112, formula: 1, closed: true },
    groupings: definition.groupings.map(({ name }) => name),
    measures,
    cells: cells.map(([key, values]) => ({
      key: [...key],
      values: measures.map((name) => values[name] ?? null),
      revision: 1,
    })),
    ...{ riders: 120, bikes: 118 },
    coverage: {
      ...{ all: 300, counted: 186 },
      out: { "no-rider": 40, "no-consent": 60, withdrawn: 12, suppressed: null },
    },
    completeness: null,
    ...more,
  };
}

function spanOfBlock(grain: Grain, block: string): { from: number; to: number } {
  const first = grain === "day" ? block : firstDayOf(grain, block);
  const days = grain === "day" ? 1 : grain === "week" ? 7 : lengthOfQuarter(first, block);
  return { from: dayRange(first, ZONE).fromMs, to: dayRange(shiftDay(first, days), ZONE).fromMs };
}

/** The Monday with which a week or quarter begins. */
function firstDayOf(grain: "week" | "quarter", block: string): string {
  const first = mondayOf(`${block.slice(0, 4)}-01-04`);
  const number = Number(block.slice(6));
  return shiftDay(first, 7 * (grain === "week" ? number - 1 : 13 * (number - 1)));
}

function lengthOfQuarter(first: string, block: string): number {
  let days = 0;
  while (isoWeekOf(shiftDay(first, days)).quarter === block) days += 7;
  return days;
}
