import { asTenant } from "@/lib/db/as-tenant";
import { AppError } from "@/lib/errors";
import { holdBatch } from "./claimed-batch";
import { finishBatch, refuseBatch } from "./finish-batch";
import { judgeRows } from "./judge-rows";
import { type FileRows, readFile } from "./read-file";
import { storeChunk, warned } from "./store-chunk";
import type { ListedRow, TriedItem } from "./store-outcomes";
import type { RowResult, Work } from "./work";

/** Bikes that are stored in one transaction. */
const CHUNK = 2_000;

/**
 * Checks a file and, unless it is a dry run, registers its bikes. Cut off at any point, the same again ends with the same.
 * @returns what became of each row, in their order; null where the file was refused as a whole.
 * @throws ClaimLost; whatever `signal` was aborted with.
 */
export async function workOnBatch(work: Work): Promise<readonly RowResult[] | null> {
  const { batch, tenants, signal } = work;
  const file = await readOrRefuse(work);
  if (file === null) return null;
  const rows = file.candidates.length;
  await asTenant(batch.oemId, (transaction) => holdBatch(transaction, batch, { rows }), tenants);
  const { ready, failed, results, unchanged } = await judgeRows(work, file.candidates, file.cells);
  signal.throwIfAborted();
  const outcome = batch.kind === "dry-run" ? dryRun(ready) : await register(work, file, ready, results);
  signal.throwIfAborted();
  const all = [...results, ...outcome.results].toSorted((a, b) => a.rowNumber - b.rowNumber);
  await finishBatch(work, {
    listed: [...failed, ...outcome.listed],
    passed: [...unchanged, ...outcome.passed],
    results: all,
  });
  return all;
}

async function readOrRefuse(work: Work): Promise<FileRows | null> {
  try {
    return await readFile(work.batch, work.tenants);
  } catch (fault) {
    if (!(fault instanceof AppError) || fault.code === "unavailable") throw fault;
    await refuseBatch(work, fault.message);
    return null;
  }
}

type Ready = Awaited<ReturnType<typeof judgeRows>>["ready"];

const dryRun = (ready: Ready) => ({
  results: ready.map(
    ({ candidate: { rowNumber }, warnings: findings }): RowResult => ({
      rowNumber,
      outcome: "registered",
      findings,
    }),
  ),
  listed: ready.flatMap(warned),
  passed: ready.map(({ itemKey }) => ({ itemKey, reasons: [] })),
});

/** Rows with warnings are listed together with their bikes. */
async function register(work: Work, file: FileRows, ready: Ready, before: readonly RowResult[]) {
  const results: RowResult[] = [];
  const listed: ListedRow[] = [];
  const passed: TriedItem[] = [];
  for (let at = 0; at < ready.length; at += CHUNK) {
    work.signal.throwIfAborted();
    const stored = await storeChunk(work, file, ready.slice(at, at + CHUNK), [...before, ...results]);
    results.push(...stored.results);
    listed.push(...stored.failed);
    passed.push(...stored.unchanged);
  }
  return { results, listed, passed };
}
