import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import type { Names } from "@/lib/domain/names";
import { readingsUnder, ridesWithin, type Stone } from "@/lib/erasure/erased-queries";
import { planForRider } from "@/lib/erasure/plan-for-rider";
import { requireEraser } from "@/lib/erasure/who";
import type { Elasticsearch } from "@/lib/es/client";
import { pageThrough } from "@/lib/es/page-through";
import { heldInDatabase } from "./held-in-database";
import { newestWithin } from "./newest-within";

const PER_PAGE = 2_000;

export const ExportRiderInput = z.object({
  riderId: z.uuid(),
  reason: z
    .string()
    .trim()
    .min(5, "expected a reason of at least 5 characters")
    .max(300, "expected a reason of at most 300 characters"),
});

/** Where readings, rides and states are; user `operations`. */
export interface ExportStores {
  readonly es: Elasticsearch;
  readonly names: Names;
}

/**
 * Everything that is held about a rider's rides, as lines of JSON, each with its `kind`: what master data and the ledger say,
 * then of the rider's own periods alone the newest values, rides and readings in stored form (numbers scaled as the API
 * document says). Who asked and why is in the audit before the first line.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `unavailable`, before the first line.
 */
export async function exportRider(
  author: Author,
  input: z.input<typeof ExportRiderInput>,
  { es, names }: ExportStores,
  stores?: MasterData,
): Promise<AsyncGenerator<string>> {
  requireEraser(author);
  const { riderId, reason } = parseInput(ExportRiderInput, input);
  const { lines, stones } = await asAuthor(
    author,
    async (transaction) => {
      const planned = await planForRider(transaction, riderId);
      const held = await heldInDatabase(transaction, riderId);
      const subject = `rider:${riderId}`;
      await record(transaction, { ...{ author, verb: "export-rider", subject, reason } });
      return { lines: held, stones: planned.map((stone) => ({ ...stone, riderId })) };
    },
    stores,
  );
  return all(lines, stones, { es, names });
}

async function* all(
  lines: readonly object[],
  stones: readonly Stone[],
  { es, names }: ExportStores,
): AsyncGenerator<string> {
  for (const line of lines) yield lineOf(line);
  if (stones.length === 0) return;
  for (const state of await newestWithin(es, names.state, stones)) yield lineOf(state);
  const rides = { query: ridesWithin(stones), sort: [{ start: "asc" }], perPage: PER_PAGE };
  for await (const page of pageThrough(es, names.rides, rides))
    yield page.map(({ source }) => lineOf({ ...parsed(source), kind: "ride" })).join("");
  const readings = { query: readingsUnder(stones), sort: [{ "@timestamp": "asc" }], perPage: PER_PAGE };
  for await (const page of pageThrough(es, `${names.windowPrefix}*`, readings))
    yield page.map(({ source }) => lineOf({ kind: "reading", ...parsed(source) })).join("");
}

const Document = z.record(z.string(), z.unknown());
const parsed = (source: unknown): Record<string, unknown> => Document.parse(source);
const lineOf = (line: object): string => `${JSON.stringify(line)}\n`;
