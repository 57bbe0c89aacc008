import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { requireAnalyst } from "./analyst";

export const NameGroupsInput = z.object({ ids: z.array(z.uuid()).max(5_000) });

const Row = z.object({ id: z.string(), name: z.string() });

/** What models, fleets and OEMs are called, by id; two models of one name by their codes as well. @throws AppError `forbidden`, `invalid`, `unavailable`. */
export async function nameGroups(
  author: Author,
  input: z.input<typeof NameGroupsInput>,
  stores?: MasterData,
): Promise<ReadonlyMap<string, string>> {
  requireAnalyst(author);
  const { ids } = parseInput(NameGroupsInput, input);
  if (ids.length === 0) return new Map();
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(sql`
        select m.id, case when count(*) over (partition by m.name) > 1 then m.name || ' (' || m.code || ')' else m.name end as name
        from bike_models m where m.id = any (${sql.param(ids)}::uuid[])
        union all select o.id, o.name from organisations o where o.id = any (${sql.param(ids)}::uuid[])`),
    stores,
  );
  return new Map(rows.map((row) => Row.parse(row)).map(({ id, name }) => [id, name]));
}
