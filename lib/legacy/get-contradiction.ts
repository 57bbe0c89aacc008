import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { TRUSTS } from "@/lib/domain/master-data";
import { AppError } from "@/lib/errors";
import { CONTRADICTION_KINDS } from "./decide/contradictions";
import { decisionsOn } from "./decide/ruling-of";
import { requireSteward } from "./steward";
import { ContradictionDetails, NAMED_DETAILS } from "./store/open-contradiction";

const Row = z.object({
  id: z.coerce.number(),
  kind: z.enum(CONTRADICTION_KINDS),
  oem: z.string(),
  bike_ids: z.array(z.string()),
  details: ContradictionDetails,
  found_at: z.coerce.date(),
  asked_at: z.coerce.date().nullable(),
  answer: z.string().nullable(),
  answered_at: z.coerce.date().nullable(),
  decision: z.string().nullable(),
  decided_by: z.string().nullable(),
  decided_at: z.coerce.date().nullable(),
  reason: z.string().nullable(),
  next_open: z.coerce.number().nullable(),
});
const Bike = z.object({
  bike_id: z.string(),
  model: z.string(),
  registered_at: z.coerce.date(),
  withdrawn_at: z.coerce.date().nullable(),
  merged_into: z.string().nullable(),
  facts: z.array(
    z.object({
      fact: z.string(),
      value: z.string(),
      source: z.string(),
      trust: z.enum(TRUSTS),
      believed: z.number(),
    }),
  ),
});

export type ContradictionView = Awaited<ReturnType<typeof getContradiction>>;

/** The next of those that nobody has decided on or asked about, and behind the last the first again. */
const NEXT_OPEN = sql`(select n.id from contradictions n
  where n.decided_at is null and n.asked_at is null and n.details ? 'sides' and n.id <> c.id order by n.id < c.id, n.id limit 1)`;

/** A contradiction with all that is said of its bikes, and which is open next. @throws AppError `forbidden`, `not-found`. */
export async function getContradiction(author: Author, id: number, stores: MasterData = masterData()) {
  requireSteward(author);
  return asAuthor(
    author,
    async (transaction) => {
      const [found] = await transaction.execute(sql`
        select c.id, c.kind, o.name as oem, c.bike_ids, ${NAMED_DETAILS} as details, c.found_at, c.asked_at, c.answer, c.answered_at,
          c.decision, coalesce(u.name, c.decided_by) as decided_by, c.decided_at, c.reason,
          ${NEXT_OPEN} as next_open
        from contradictions c join organisations o on o.id = c.oem_id
        left join users u on 'user:' || u.id = c.decided_by
        where c.id = ${id} and c.details ? 'sides'`);
      if (!found) throw new AppError("not-found", "There is no such contradiction.");
      const row = Row.parse(found);
      const bikes = await transaction.execute(sql`
        select b.bike_id, m.name as model, b.registered_at, b.withdrawn_at, b.merged_into, coalesce((
          select jsonb_agg(to_jsonb(f) order by f.fact, f.believed desc, f.trust desc, f.value, f.source) from (
            select distinct fact, value, source, trust, believed from bike_facts where bike_id = b.bike_id) f), '[]') as facts
        from bikes b join bike_models m on m.id = b.model_id
        where b.bike_id = any (${sql.param(row.bike_ids)}::text[]) order by b.bike_id`);
      const { details, bike_ids: bikeIds } = row;
      return {
        id: row.id,
        kind: row.kind,
        oem: row.oem,
        bikeIds,
        ...details,
        decisions: decisionsOn({ kind: row.kind, bikeIds, fact: details.fact, sides: details.sides }),
        foundAt: row.found_at,
        askedAt: row.asked_at,
        answer: row.answer,
        answeredAt: row.answered_at,
        decided: row.decided_at && {
          decision: row.decision ?? "",
          by: row.decided_by ?? "",
          at: row.decided_at,
        },
        reason: row.reason,
        nextOpen: row.next_open,
        bikes: bikes.map((bike) => Bike.parse(bike)),
      };
    },
    stores,
  );
}
