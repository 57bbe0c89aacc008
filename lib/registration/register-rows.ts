import { randomUUID } from "node:crypto";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { REGISTRATION_LIMITS } from "@/lib/domain/registration-answers";
import { AppError } from "@/lib/errors";
import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";
import { storableText } from "@/lib/spreadsheet/storable-text";
import { ringForBatches } from "./batch-bell";
import type { ColumnKey } from "./columns/column";
import { COLUMNS, isColumnKey } from "./columns/columns";
import { findPlantNamed } from "./find-plant";
import { heldTo } from "./held-to";
import { requireRegistrar } from "./registrar";
import { workWhileClaimed } from "./run-batches";
import { storeBatch } from "./store-batch";
import { type ClaimedBatch, LEASE_SECONDS, releaseClaim } from "./working/claimed-batch";
import type { RowResult } from "./working/work";

/** A zero byte is damage that its row is told of. */
const Text = z.string().transform((text) => text.replaceAll("\0", "\ufffd"));

const RegisterRowsInput = z.object({
  /** Its id, or its code within the author's own organisation. */
  plant: z.string().min(1).max(64),
  kind: z.enum(["dry-run", "registration"]),
  rows: z
    .array(z.record(z.string(), z.union([Text, z.number(), z.null()])))
    .min(1)
    .max(REGISTRATION_LIMITS.rows),
});

/** Below the header. */
const FIRST_ROW = 2;

/**
 * Checks or registers bikes that a plant's system sends, and waits for the end. They are kept as a file like any other, so
 * a runner ends what this process leaves undone.
 * @returns the batch's id, and what became of each row, numbered from 0.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (plant closed), `rate-limited`, `unavailable` (ask for
 *   the batch, or send the same again).
 */
export async function registerRows(
  author: Author,
  input: z.input<typeof RegisterRowsInput>,
  stores: MasterData = masterData(),
): Promise<{ batchId: string; results: readonly RowResult[] }> {
  requireRegistrar(author);
  const { plant: named, kind, rows } = parseInput(RegisterRowsInput, input);
  const { keys, bytes } = toTable(rows);
  const createdBy = nameOfAuthor(author);
  const columns = Object.fromEntries(keys.map((key, index) => [String(index), key]));
  const claim = randomUUID();
  const batch = await asAuthor(
    author,
    async (transaction): Promise<ClaimedBatch> => {
      const plant = await findPlantNamed(transaction, author, named);
      const made = {
        oemId: plant.oemId,
        plantId: plant.id,
        kind,
        fileName: "API request",
        columns,
        createdBy,
      };
      const held = { ...made, claim, state: "working" as const, attempts: 1 };
      const { id, createdAt } = await storeBatch(transaction, held, bytes, LEASE_SECONDS);
      const details = { plant: plant.code, kind, rows: rows.length };
      await record(transaction, { author, verb: "register-rows", subject: `batch:${id}`, details });
      const boundTo = author.kind === "api-client" ? heldTo(author.client) : null;
      return { ...made, id, claim, boundTo, judgedAt: createdAt };
    },
    stores,
  );
  const results = await work(batch, stores);
  return {
    batchId: batch.id,
    results: results.map((result) => ({ ...result, rowNumber: result.rowNumber - FIRST_ROW })),
  };
}

async function work(batch: ClaimedBatch, stores: MasterData): Promise<readonly RowResult[]> {
  try {
    const results = await workWhileClaimed(batch, stores, new AbortController().signal);
    if (results !== null) return results;
  } catch (cause) {
    await releaseClaim(batch, stores.tenant).catch(() => undefined);
    ringForBatches();
    throw new AppError(
      "unavailable",
      `Not ended: ask for registration ${batch.id}, or send the same again.`,
      { cause },
    );
  }
  throw new AppError(
    "invalid",
    `rows: expected values of at most 1,000 characters; see registration ${batch.id}`,
  );
}

type GivenRow = Readonly<Record<string, string | number | null>>;

/** @throws AppError `invalid` that names rows without values and values of no column. */
function toTable(rows: readonly GivenRow[]): { keys: readonly ColumnKey[]; bytes: Uint8Array } {
  const given = new Set(rows.flatMap((row) => Object.keys(row)));
  const unknown = [...given].filter((key) => !isColumnKey(key)).map((key) => key.slice(0, 40));
  const known = COLUMNS.map(({ key }) => key);
  if (unknown.length > 0)
    throw new AppError(
      "invalid",
      `rows: expected values of ${known.join(", ")}, got ${unknown.slice(0, 20).join(", ")}`,
    );
  const required = COLUMNS.filter((column) => column.required).map(({ key }) => key);
  const keys = known.filter((key) => given.has(key) || required.includes(key));
  const cells = rows.map((row) => keys.map((key) => storableText(String(row[key] ?? ""))));
  const empty = cells.flatMap((row, at) => (row.every((cell) => cell.trim() === "") ? [at] : []));
  if (empty.length > 0)
    throw new AppError(
      "invalid",
      `rows: expected values in each, got none in ${empty.slice(0, 20).join(", ")}`,
    );
  return { keys, bytes: writeCsv({ header: keys, rows: cells }) };
}
