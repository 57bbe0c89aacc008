import { keysOf } from "../erasure/erased";
import type { Origin } from "../lane/ticket";
import { UnknownAnswer } from "../store-gate";
import type { SeriesBatch } from "./batch";

/** The record that a row came from. */
export function originOfRow(batch: SeriesBatch, row: number): Origin {
  const origin = batch.origins[row];
  if (!origin) throw new UnknownAnswer(`the store answered for row ${row} of ${batch.count}`);
  return origin;
}

/** Keys of the tombstones that its rows may be under. */
export const keysOfRows = (batch: SeriesBatch) => (): string[] => batch.origins.flatMap(keysOf);
