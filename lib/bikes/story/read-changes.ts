import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";

/** A value as it is compared, and as it is told. */
export interface ToldValue {
  readonly key: string;
  readonly name: string;
}

/** What one transaction made of something in a bike's own row. */
export interface BikeChange {
  /** A column, `model` or `oem`. */
  readonly field: string;
  readonly was: ToldValue | null;
  readonly isNow: ToldValue | null;
  /** Ms since epoch, as the audit has it. */
  readonly atMs: number;
  /** The same, but never before a change that was made earlier and began later. */
  readonly toldAtMs: number;
}

const atMs = z.coerce.date().transform((date) => date.getTime());
const text = z.string().nullable();
const Row = z.object({
  field: z.string(),
  was: text,
  was_name: text,
  is_now: text,
  now_name: text,
  at: atMs,
  told_at: atMs,
});

/** In the place of the name of a model that the reader does not see. */
export const UNSEEN_MODEL = "another model";

/** Models and organisations, where the reader may know them. */
const named = (side: "was" | "is_now") => {
  const idOf = (field: string) => sql`case when c.field = ${field} then c.${sql.identifier(side)}::uuid end`;
  return sql`left join lateral (
    select m.code, m.name from bike_models m where m.id = ${idOf("model")}
    union all
    select o.name, case o.kind when 'maker' then 'nobody' else o.name end from organisations o where o.id = ${idOf("oem")}
  ) ${sql.identifier(`of_${side}`)} (key, name) on true`;
};

/** A fleet sees the models of bikes that it has. */
const UNSEEN = sql`case when c.field = 'model' then ${UNSEEN_MODEL} end`;

/** What was changed in a bike's own row since changes are kept, the newest first, as far as the reader may know it. */
export async function readChanges(transaction: Database, bikeId: string): Promise<BikeChange[]> {
  const rows = await transaction.execute(sql`
    select c.field, c.at, max(c.at) over (order by c.id) as told_at,
      coalesce(of_was.key, c.was) as was, coalesce(of_was.name, ${UNSEEN}, c.was) as was_name,
      coalesce(of_is_now.key, c.is_now) as is_now, coalesce(of_is_now.name, ${UNSEEN}, c.is_now) as now_name
    from bike_changes c ${named("was")} ${named("is_now")}
    where c.bike_id = ${bikeId} and c.was is distinct from c.is_now order by c.id desc`);
  return rows.map((row) => {
    const { field, was, was_name, is_now, now_name, at, told_at } = Row.parse(row);
    return {
      field,
      was: valueIn(field, was, was_name),
      isNow: valueIn(field, is_now, now_name),
      atMs: at,
      toldAtMs: told_at,
    };
  });
}

/** A question mark stands for no frame number. */
const valueIn = (field: string, key: string | null, name: string | null): ToldValue | null =>
  key === null || name === null || (field === "frame_number" && key.startsWith("?")) ? null : { key, name };
