import type { Block } from "./blocks";
import { type CellHistory, standsIn, type TellsOfCell } from "./cell-history";
import type { Contribution, Contributions } from "./cells-of";
import type { Family } from "./families";
import { isKnown } from "./persons-with";
import type { Table } from "./tables";
import { type Digest, tellsOfCell } from "./tells-of-cell";

/** Of what block of what table cells are, and by what digests their riders are told. */
export interface CellsOfBlock {
  readonly table: Table;
  readonly block: Block;
  readonly digest: Digest;
}

/** Who has a family's measures in a cell, and the same riders, in the same order, as digests tell them. */
export interface FamilyTold {
  readonly riders: readonly (readonly [rider: string, contribution: Contribution])[];
  readonly tells: TellsOfCell;
}

export function toldOfFamily(
  { table, block, digest }: CellsOfBlock,
  key: string,
  family: Family,
  contributions: Contributions,
): FamilyTold {
  const riders = [...contributions].filter(([, contribution]) => isKnown(family, contribution));
  const cell = [table.name, block.block, key, family.name].join(" ");
  const told = riders.map(([rider, { contents, regranted }]) => ({
    ...{ rider, rides: contents, counts: !regranted },
  }));
  return { riders, tells: tellsOfCell(digest, cell, told) };
}

/** Those of them whom the last publication stands on. */
export function standingOf({ riders, tells }: FamilyTold, history: CellHistory): Contributions {
  const names = [...tells.keys()];
  return new Map(riders.filter((_, at) => standsIn(history, names[at] ?? "")));
}
