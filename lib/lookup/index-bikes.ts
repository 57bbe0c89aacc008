import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";

/** Bikes whose numbers are derived in one transaction. */
const BATCH = 1_000;
/** One process at a time derives, so that none writes what another has overtaken. */
const LOCK = 5_403_262;

/**
 * Derives the numbers of the bikes that changed longest ago, at most 1,000 of them.
 * @param db of the maker's login.
 * @returns how many changes were worked on; none as well when another process is at it.
 */
export async function indexBikes(db: Database): Promise<number> {
  return db.transaction(async (transaction) => {
    const [lock] = await transaction.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(${LOCK}) as mine`,
    );
    if (!lock?.mine) return 0;
    const due = await transaction.execute<{ bike_id: string }>(sql`
      delete from bike_numbers_due where id in (select id from bike_numbers_due order by id limit ${BATCH})
      returning bike_id`);
    if (due.length === 0) return 0;
    // A statement of its own: it sees every change whose mark the one before has seen.
    await transaction.execute(derive([...new Set(due.map((row) => row.bike_id))]));
    return due.length;
  });
}

/** Past numbers of the bike itself stay: nothing else remembers them. */
const derive = (bikeIds: readonly string[]) => sql`
  with asked as (
    select * from bikes where bike_id = any (${sql.param(bikeIds)}::text[])
  ), written as (
    select b.bike_id, b.oem_id, a.kind::number_kind as kind, a.value, null::timestamptz as since, null::timestamptz as until
    from asked b cross join lateral (values
      ('bike_id', b.bike_id), ('frame_number', b.frame_number), ('fnuci', b.fnuci),
      ('battery_passport', b.battery_passport), ('imei', b.imei), ('iccid', b.iccid)) as a (kind, value)
    union all
    select b.bike_id, b.oem_id, p.kind::text::number_kind, c.serial, p.valid_from, p.valid_to
    from asked b
    join component_periods p on p.bike_id = b.bike_id and p.voided_at is null
    join components c on c.id = p.component_id
  ), numbers as (
    select bike_id, oem_id, kind, (array_agg(value order by until desc nulls first))[1] as value,
      case when bool_and(since is not null) then min(since) end as since,
      case when bool_and(until is not null) then max(until) end as until
    from written
    where number_normal(value) <> '' and length(value) <= 200
    group by bike_id, oem_id, kind, number_normal(value)
  ), gone as (
    delete from bike_numbers n
    where n.bike_id = any (${sql.param(bikeIds)}::text[])
      and (n.until is null or n.kind::text = any (enum_range(null::component_kind)::text[]))
      and not exists (
        select from numbers d where d.bike_id = n.bike_id and d.kind = n.kind and number_normal(d.value) = n.normal)
  )
  insert into bike_numbers as n (bike_id, oem_id, kind, value, since, until)
  select bike_id, oem_id, kind, value, since, until from numbers
  on conflict (bike_id, kind, normal) do update
    set oem_id = excluded.oem_id, value = excluded.value, since = excluded.since, until = excluded.until
    where (n.oem_id, n.value, n.since, n.until)
      is distinct from (excluded.oem_id, excluded.value, excluded.since, excluded.until)`;
