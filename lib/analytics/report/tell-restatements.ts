import type { Restatement, RestatementCause } from "@/lib/domain/figures";
import type { Definition } from "../definition";
import { type Amount, amountOf, type Figure, MASKED } from "./figure";
import { type GroupNames, groupAxis } from "./group-axis";
import type { Sum, Value } from "./sum-cells";

/** A publication in which figures became others. */
export interface ToldRestatement {
  readonly block: string;
  readonly publishedAtMs: number;
  readonly revision: number;
  readonly causes: readonly RestatementCause[];
  /** Of the figure that is told: one for each group that changed. */
  readonly changes: readonly { readonly group: string; readonly before: Amount; readonly after: Amount }[];
}

/** What restatements changed of one figure, group by group. */
export function tellRestatements(
  definition: Definition,
  figure: Figure,
  restatements: readonly Restatement[],
  names: GroupNames,
): ToldRestatement[] {
  return restatements.map(({ block, published_at, revision, causes, groupings, measures, changes }) => ({
    block,
    publishedAtMs: published_at,
    revision,
    causes,
    changes: changes.map(({ key, before, after }) => ({
      group: groupings.map((name, at) => labelOf(definition, name, key[at] ?? null, names)).join(", "),
      before: told(figure, before, measures),
      after: told(figure, after, measures),
    })),
  }));
}

const told = (figure: Figure, values: readonly Value[], measures: readonly string[]): Amount =>
  values.length === 0 ? MASKED : amountOf(figure, { key: [], values }, measures);

function labelOf(definition: Definition, name: string, key: string | null, names: GroupNames): string {
  const sum: Sum = { key: [key], values: [] };
  return groupAxis(definition, name, 0, [sum], () => 0, names).keys[0]?.label ?? name;
}
