import { createHash } from "node:crypto";
import type { Contributions } from "./cells-of";
import type { Exposure } from "./least-riders";

/** Twelve hexadecimal digits: two of thousands are alike once in a hundred million cells. */
const LENGTH = 12;
const hashOf = (...parts: readonly string[]): string =>
  createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, LENGTH);

/**
 * What is kept of who a publication stands on: of each rider a hash that is another in each cell, and one of what was added.
 * Neither is a pseudonym, and without the pseudonym neither tells anything.
 * @param cell a name of the cell that no other has.
 */
export const exposureOf = (cell: string, formula: number, riders: Contributions): Exposure =>
  exposureOfTexts(
    cell,
    formula,
    new Map([...riders].map(([rider, { amounts }]) => [rider, JSON.stringify(amounts)])),
  );

/** The same of riders whose contributions are told as texts. */
export const exposureOfTexts = (
  cell: string,
  formula: number,
  riders: ReadonlyMap<string, string>,
): Exposure =>
  new Map(
    [...riders].map(([rider, added]) => [hashOf(cell, rider), hashOf(cell, rider, String(formula), added)]),
  );

/** Whether two stand on the same contributions. */
export const sameExposure = (a: Exposure, b: Exposure): boolean =>
  a.size === b.size && [...a].every(([rider, contribution]) => b.get(rider) === contribution);
