import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { TRUSTS } from "@/lib/domain/master-data";
import { requireSteward } from "./steward";

const ListLegacyFilesInput = z.object({
  oemId: z.uuid().optional(),
  limit: z.number().int().min(1).max(200).default(25),
  /** Id of the last one of the page before; its moment has more digits than a date has here. */
  before: z.uuid().optional(),
});

const Counts = z.object({
  rows: z.number().optional(),
  contradictions: z.number().optional(),
  /** Not counted of files that came before they could be taken back. */
  changes: z
    .object({
      newBikes: z.number(),
      changedBikes: z.number(),
      movedBikes: z.number(),
      withdrawnBikes: z.number(),
    })
    .optional(),
});

const Row = z.object({
  id: z.string(),
  file_name: z.string(),
  oem: z.string(),
  source: z.string(),
  trust: z.enum(TRUSTS),
  by: z.string(),
  created_at: z.coerce.date(),
  counts: Counts,
  taken_back_at: z.coerce.date().nullable(),
  taken_back_by: z.string().nullable(),
  take_back_reason: z.string().nullable(),
});

/** A file of old data as lists show it. */
export interface ListedLegacyFile {
  readonly id: string;
  readonly fileName: string;
  readonly oem: string;
  readonly source: string;
  readonly trust: z.infer<typeof Row>["trust"];
  readonly by: string;
  readonly at: Date;
  readonly rows: number | null;
  /** Bikes that it made, changed, moved or withdrew; null where nobody counted. */
  readonly bikes: number | null;
  /** Contradictions that it opened. */
  readonly contradictions: number | null;
  readonly takenBack: { readonly at: Date; readonly by: string; readonly reason: string } | null;
}

/** Who did it, by name where it is a person of whom there is one. */
const nameOf = (column: string) =>
  sql`coalesce((select u.name from users u where 'user:' || u.id = ${sql.raw(column)}), ${sql.raw(column)})`;

/** Files of old data that were taken in, the newest first. @throws AppError `forbidden`, `invalid`. */
export async function listLegacyFiles(
  author: Author,
  input: z.input<typeof ListLegacyFilesInput> = {},
  stores: MasterData = masterData(),
): Promise<{ files: ListedLegacyFile[]; next: string | null }> {
  requireSteward(author);
  const { oemId, limit, before } = parseInput(ListLegacyFilesInput, input);
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(sql`
        select f.id, f.file_name, o.name as oem, f.source, f.trust, f.created_at, f.counts - 'refused' as counts, f.taken_back_at,
          f.take_back_reason, ${nameOf("f.created_by")} as by, ${nameOf("f.taken_back_by")} as taken_back_by
        from legacy_files f join organisations o on o.id = f.oem_id
        where true ${oemId === undefined ? sql`` : sql`and f.oem_id = ${oemId}::uuid`}
          ${before === undefined ? sql`` : sql`and (f.created_at, f.id) < (select b.created_at, b.id from legacy_files b where b.id = ${before}::uuid)`}
        order by f.created_at desc, f.id desc limit ${limit + 1}`),
    stores,
  );
  const files = rows.slice(0, limit).map((row) => toListed(Row.parse(row)));
  return { files, next: rows.length > limit ? (files.at(-1)?.id ?? null) : null };
}

function toListed(row: z.infer<typeof Row>): ListedLegacyFile {
  const { rows, contradictions, changes } = row.counts;
  const { taken_back_at: at, taken_back_by: by, take_back_reason: reason } = row;
  return {
    id: row.id,
    fileName: row.file_name,
    oem: row.oem,
    source: row.source,
    trust: row.trust,
    by: row.by,
    at: row.created_at,
    rows: rows ?? null,
    bikes: changes
      ? changes.newBikes + changes.changedBikes + changes.movedBikes + changes.withdrawnBikes
      : null,
    contradictions: contradictions ?? null,
    takenBack: at === null ? null : { at, by: by ?? "", reason: reason ?? "" },
  };
}
