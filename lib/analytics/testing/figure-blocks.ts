import type { FigureBlock, Grain } from "@/lib/domain/figures";
import { boundsOf } from "../blocks";
import { definitionOf } from "../definitions";

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
  const { fromMs: from, toMs: to } = boundsOf({ grain, block }, ZONE);
  const measures = definition.measures.map(({ name }) => name);
  return {
    ...{ kind: "block", definition: id, purpose: definition.purpose, grain, block, from, to },
    ...{ revision: 1, published_at: to + 86_400_000, position: 48_112, formula: 1, closed: true },
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
