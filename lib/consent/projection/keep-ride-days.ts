import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import type { RideDay } from "./projected-rides";

/** Days of bikes, both inclusive; null has no end on that side. */
export interface DaysOfBike {
  readonly bikeId: string;
  readonly fromDay: string | null;
  readonly toDay: string | null;
  /** What there is on these days. */
  readonly days: readonly RideDay[];
}

const Changed = z.object({ bikeId: z.string(), purpose: z.string(), day: z.string() });

/** Keeps how many rides of bikes count. @returns where there are others than before. */
export async function keepRideDays(transaction: Database, spans: readonly DaysOfBike[]) {
  const wanted = spans.flatMap(({ bikeId, days }) => days.map((day) => ({ bikeId, ...day })));
  const rows = await transaction.execute(sql`
    with spans as (
      select s ->> 'bikeId' as bike_id, coalesce((s ->> 'fromDay')::date, '-infinity') as from_day,
        coalesce((s ->> 'toDay')::date, 'infinity') as to_day
      from jsonb_array_elements(${JSON.stringify(spans.map(({ days: _, ...span }) => span))}::text::jsonb) as s
    ), wanted as (
      select distinct on (purpose, day, bike_id) * from (
        select d ->> 'purpose' as purpose, (d ->> 'day')::date as day, d ->> 'bikeId' as bike_id, (d ->> 'rides')::int as rides,
          (d ->> 'counted')::int as counted, (d ->> 'noRider')::int as no_rider, (d ->> 'noConsent')::int as no_consent,
          (d ->> 'withdrawn')::int as withdrawn
        from jsonb_array_elements(${JSON.stringify(wanted)}::text::jsonb) as d
      ) as w order by purpose, day, bike_id
    ), gone as (
      delete from ride_days r using spans s
      where r.bike_id = s.bike_id and r.day between s.from_day and s.to_day
        and not exists (select from wanted w where (w.purpose, w.day, w.bike_id) = (r.purpose, r.day, r.bike_id))
      returning r.purpose, r.day, r.bike_id
    ), kept as (
      insert into ride_days as r (purpose, day, bike_id, rides, counted, no_rider, no_consent, withdrawn)
      select * from wanted
      on conflict (purpose, day, bike_id) do update set rides = excluded.rides, counted = excluded.counted,
        no_rider = excluded.no_rider, no_consent = excluded.no_consent, withdrawn = excluded.withdrawn
      where (r.rides, r.counted, r.no_rider, r.no_consent, r.withdrawn) is distinct from
        (excluded.rides, excluded.counted, excluded.no_rider, excluded.no_consent, excluded.withdrawn)
      returning r.purpose, r.day, r.bike_id
    )
    select bike_id as "bikeId", purpose, day::text as day from (select * from gone union select * from kept) as changed`);
  return rows.map((row) => Changed.parse(row));
}
