import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";

export const ListLocationOpeningsInput = z.object({
  /** Whole id of a bike. */
  bike: z.string().max(32).optional(),
  /** Part of a name or e-mail address. */
  person: z.string().max(120).optional(),
  fromMs: z.number().optional(),
  skip: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(50),
});

const Row = z.object({
  id: z.coerce.number(),
  bike_id: z.string(),
  reason: z.string(),
  stated_at: z.coerce.date().transform((date) => date.getTime()),
  name: z.string(),
  email: z.string(),
  organisation: z.string(),
  audited: z.boolean(),
  total: z.coerce.number(),
});

/** Somebody who opened a bike's positions to themselves; `audited` where the audit has it too. Times in ms since epoch. */
export type LocationOpening = Omit<z.infer<typeof Row>, "total">;

/**
 * Who opened the positions of which bike when and why, newest first: for privacy officers.
 * @throws AppError `forbidden`, `invalid`, `unavailable`.
 */
export async function listLocationOpenings(
  author: Author,
  input: z.input<typeof ListLocationOpeningsInput>,
  stores?: MasterData,
): Promise<{ readonly openings: readonly LocationOpening[]; readonly total: number }> {
  requireMaker(author, "privacy");
  const { bike, person, fromMs, skip, limit } = parseInput(ListLocationOpeningsInput, input);
  const like = `%${(person ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(sql`
      with chosen as (
        select l.*, u.name, u.email, o.name as organisation, count(*) over () as total
        from location_reasons l join users u on u.id = l.user_id join organisations o on o.id = u.organisation_id
        where ${bike === undefined ? sql`true` : sql`l.bike_id = ${bike.toUpperCase()}`}
          and ${person === undefined ? sql`true` : sql`(u.name ilike ${like} or u.email ilike ${like})`}
          and ${fromMs === undefined ? sql`true` : sql`l.stated_at >= ${new Date(fromMs).toISOString()}::timestamptz`}
        order by l.stated_at desc, l.id desc limit ${limit} offset ${skip}
      )
      select c.id, c.bike_id, c.reason, c.stated_at, c.name, c.email, c.organisation, c.total,
        exists (select from audit a where a.subject = 'bike:' || c.bike_id and a.verb = 'state-location-reason'
          and a.actor = 'user:' || c.user_id and a.at = c.stated_at) as audited
      from chosen c order by c.stated_at desc, c.id desc`),
    stores,
  );
  const parsed = rows.map((row) => Row.parse(row));
  return { openings: parsed.map(({ total: _, ...opening }) => opening), total: parsed[0]?.total ?? 0 };
}
