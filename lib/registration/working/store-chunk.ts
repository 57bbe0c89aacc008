import { asTenant } from "@/lib/db/as-tenant";
import { isClash, isDeadlock } from "@/lib/db/faults";
import type { Finding } from "../checks/finding";
import { holdBatch } from "./claimed-batch";
import { judgeRows } from "./judge-rows";
import type { FileRows } from "./read-file";
import { type ListedRow, listRows, type TriedItem, tryItems } from "./store-outcomes";
import { type ReadyRow, RowsTaken, storeBikes } from "./store-rows";
import { countResults, type RowResult, type Work } from "./work";

export interface StoredChunk {
  readonly results: readonly RowResult[];
  readonly failed: readonly ListedRow[];
  readonly unchanged: readonly TriedItem[];
}

/** Two who register at once may each wait for the other; one of them is told to begin again. */
const MAX_DEADLOCKS = 10;

/**
 * Stores rows that passed, all in one transaction, or, where others took one of their numbers meanwhile, those that still
 * pass: what cannot be stored is halved until the row is found that stands in the way.
 * @param before what became of the rows until now, to be counted with these.
 * @throws ClaimLost.
 */
export async function storeChunk(
  work: Work,
  file: FileRows,
  rows: readonly ReadyRow[],
  before: readonly RowResult[],
): Promise<StoredChunk> {
  const results = rows.map(registered);
  if (await tryToStore(work, rows, [...before, ...results])) return { results, failed: [], unchanged: [] };
  const numbers = new Set(rows.map(({ candidate }) => candidate.rowNumber));
  const again = await judgeRows(
    work,
    file.candidates.filter(({ number }) => numbers.has(number)),
    file.cells,
  );
  const [only] = again.ready;
  if (only && again.ready.length === 1 && rows.length === 1) return notStored(only);
  const half = Math.ceil(again.ready.length / (again.ready.length < rows.length ? 1 : 2));
  let soFar: StoredChunk = again;
  for (let at = 0; at < again.ready.length; at += half) {
    const part = again.ready.slice(at, at + half);
    const { results, failed, unchanged } = await storeChunk(work, file, part, [...before, ...soFar.results]);
    soFar = {
      results: [...soFar.results, ...results],
      failed: [...soFar.failed, ...failed],
      unchanged: [...soFar.unchanged, ...unchanged],
    };
  }
  return soFar;
}

/** Whether they are stored; else nothing of them is. */
async function tryToStore(
  { batch, tenants }: Work,
  rows: readonly ReadyRow[],
  results: readonly RowResult[],
): Promise<boolean> {
  for (let deadlocks = 0; ; deadlocks++) {
    try {
      await asTenant(
        batch.oemId,
        async (transaction) => {
          await holdBatch(transaction, batch, countResults(results));
          await storeBikes(transaction, batch, rows);
          await listRows(transaction, batch, rows.flatMap(warned));
          await tryItems(
            transaction,
            batch,
            rows.map(({ itemKey }) => ({ itemKey, reasons: [] })),
            true,
          );
        },
        tenants,
      );
      return true;
    } catch (fault) {
      if (isDeadlock(fault) && deadlocks < MAX_DEADLOCKS) continue;
      if (fault instanceof RowsTaken || isClash(fault)) return false;
      throw fault;
    }
  }
}

const registered = ({ candidate, warnings }: ReadyRow): RowResult => ({
  rowNumber: candidate.rowNumber,
  outcome: "registered",
  findings: warnings,
});

export const warned = ({ candidate, warnings, itemKey, cells }: ReadyRow): ListedRow[] =>
  warnings.length === 0
    ? []
    : [{ rowNumber: candidate.rowNumber, outcome: "warned", itemKey, cells, findings: warnings }];

/** The checks let it pass, the database does not: numbers that only look different to people, say. */
function notStored({ candidate: { rowNumber, frameNumber }, itemKey, cells }: ReadyRow): StoredChunk {
  const findings: Finding[] = [
    {
      check: "already-registered",
      column: null,
      severity: "error",
      reason: "taken",
      expected: "numbers that are free",
      got: `one of ${frameNumber} is taken`,
      hint: "Another bike with one of its numbers was registered meanwhile: check the row, or ask support",
    },
  ];
  return {
    results: [{ rowNumber, outcome: "failed", findings }],
    failed: [{ rowNumber, outcome: "failed", itemKey, cells, findings }],
    unchanged: [],
  };
}
