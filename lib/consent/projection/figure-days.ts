import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import type { RestatementCause } from "@/lib/domain/figures";

/** A day whose figures change with a subject's rides, and why. */
export interface ChangedDay {
  /** `bike:<id>` or `rider:<id>`. */
  readonly subject: string;
  readonly purpose: string;
  readonly day: string;
  readonly causes: readonly RestatementCause[];
}

/** Notes days whose consented rides are about to change; committed before they do. @param db outside of the transaction that works. */
export async function noteDays(db: Database, days: readonly ChangedDay[]): Promise<void> {
  if (days.length === 0) return;
  await db.execute(sql`
    insert into projecting (subject, purpose, day, causes)
    select d ->> 'subject', d ->> 'purpose', (d ->> 'day')::date, array(select jsonb_array_elements_text(d -> 'causes'))
    from jsonb_array_elements(${JSON.stringify(days)}::text::jsonb) as d
    on conflict (subject, purpose, day) do update
      set causes = array(select distinct unnest(projecting.causes || excluded.causes) order by 1)`);
}

/**
 * Marks the days of figures that are noted of subjects, by whomever, and these, to be computed anew; within the transaction
 * that ends the work on them. In order, so that two who mark the same never wait for each other.
 */
export async function markDays(
  transaction: Database,
  subjects: readonly string[],
  days: readonly ChangedDay[] = [],
): Promise<void> {
  await transaction.execute(sql`
    with noted as (
      delete from projecting where subject = any(${sql.param([...subjects])}::text[]) returning purpose, day, causes
    ), told as (
      select purpose, day, causes from noted
      union all select d ->> 'purpose', (d ->> 'day')::date, array(select jsonb_array_elements_text(d -> 'causes'))
      from jsonb_array_elements(${JSON.stringify(days)}::text::jsonb) as d
    )
    insert into figure_marks (purpose, day, causes)
    select t.purpose, t.day, array_agg(distinct c.cause order by c.cause) from told t, unnest(t.causes) as c (cause)
    group by t.purpose, t.day order by t.purpose, t.day
    on conflict (purpose, day) do update
      set causes = array(select distinct unnest(figure_marks.causes || excluded.causes) order by 1), seq = excluded.seq`);
}
