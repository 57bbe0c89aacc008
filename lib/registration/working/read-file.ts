import { asTenant } from "@/lib/db/as-tenant";
import type { Database } from "@/lib/db/client";
import { givingWay } from "@/lib/in-turns";
import { openSheet } from "@/lib/spreadsheet/open-sheet";
import { type CandidateRow, toCandidateRow } from "../checks/model";
import { keptPositions } from "../column-memory";
import type { MatchedColumn } from "../columns/match-columns";
import { findBytes } from "../find-batch";
import type { ClaimedBatch } from "./claimed-batch";

export interface FileRows {
  readonly candidates: readonly CandidateRow[];
  /** The cells of each row by its number, as texts. */
  readonly cells: ReadonlyMap<number, readonly string[]>;
}

/** The rows of a batch's file. @throws AppError `invalid`, `too-large` (what cannot be read). */
export async function readFile(batch: ClaimedBatch, tenants: Database): Promise<FileRows> {
  const bytes = await asTenant(batch.oemId, (transaction) => findBytes(transaction, batch.id), tenants);
  const { header, rows } = await openSheet({ name: batch.fileName, bytes });
  const keys = new Map([...keptPositions(batch.columns)].map(([key, index]) => [index, key]));
  const columns = header.map(
    (name, index): MatchedColumn => ({
      index,
      header: name,
      key: keys.get(index) ?? null,
      how: null,
      mayBe: [],
    }),
  );
  const candidates: CandidateRow[] = [];
  const cells = new Map<number, readonly string[]>();
  for await (const row of givingWay(rows)) {
    candidates.push(toCandidateRow(row, columns));
    cells.set(
      row.number,
      row.cells.map(({ text }) => text),
    );
  }
  return { candidates, cells };
}
