import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { PURPOSES } from "@/lib/domain/consent";
import { requireAnalyst } from "./analyst";

const Row = z.object({
  purpose: z.enum(PURPOSES),
  task: z.string(),
  ends_at: z.coerce.date().transform((date) => date.getTime()),
});
/** A signature that opens reports now; until when, ms since epoch. */
export type Signature = z.infer<typeof Row>;

/** The purposes that an analyst has signed and may look at figures for now. @throws AppError `forbidden`, `unavailable`. */
export async function signaturesOf(author: Author, stores?: MasterData): Promise<Signature[]> {
  const { id } = requireAnalyst(author);
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(sql`
        select distinct on (purpose) purpose, task, ends_at from report_signatures
        where user_id = ${id} and ends_at > now() order by purpose, ends_at desc`),
    stores,
  );
  return rows.map((row) => Row.parse(row));
}
