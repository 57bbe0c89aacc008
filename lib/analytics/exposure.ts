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
  new Map(
    [...riders].map(([rider, { amounts }]) => [
      hashOf(cell, rider),
      hashOf(cell, rider, String(formula), JSON.stringify(amounts)),
    ]),
  );

/** Whether two stand on the same contributions. */
export const sameExposure = (a: Exposure, b: Exposure): boolean =>
  a.size === b.size && [...a].every(([rider, contribution]) => b.get(rider) === contribution);
