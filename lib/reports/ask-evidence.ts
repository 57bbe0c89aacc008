import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { GRAINS } from "@/lib/domain/figures";
import { requireAnalyst } from "./analyst";
import type { AskedQuestion } from "./asked-question";

const Blocks = z.array(z.object({ grain: z.enum(GRAINS), block: z.string().max(16) })).max(2_000);

/**
 * Asks for blocks of a report to be computed again; those that somebody asked for and that are not answered yet, once. How many were asked for.
 * @throws AppError `forbidden`, `invalid`, `unavailable`.
 */
export async function askEvidence(
  author: Author,
  { definition }: AskedQuestion,
  asked: z.input<typeof Blocks>,
  stores?: MasterData,
): Promise<number> {
  requireAnalyst(author);
  const blocks = parseInput(Blocks, asked);
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(sql`
        insert into evidence_requests (definition, grain, block, asked_by)
        select ${definition}::text, a.grain, a.block, ${nameOfAuthor(author)}::text
        from unnest(${sql.param(blocks.map(({ grain }) => grain))}::text[], ${sql.param(blocks.map(({ block }) => block))}::text[])
          as a (grain, block)
        where not exists (select from evidence_requests e where e.definition = ${definition}::text
          and e.grain = a.grain and e.block = a.block and e.answered_at is null)
        returning block`),
    stores,
  );
  return rows.length;
}
