import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { newestNotice, PURPOSES } from "@/lib/domain/consent";

const RECORDER = "console:seed-demo";
const EVIDENCE = "Riders of the local stack's fleet, who exist there only.";
/** Whose bikes are ridden by whoever rents them: nobody knows the rider. */
const RENTED_BY = "Ried Rental";
/** At once: the ledger is held until all of them are in it. */
const MOST_RIDERS = 1_000;
/** Of a hundred riders, so many agree to each purpose. */
const AGREE: Readonly<Record<(typeof PURPOSES)[number], number>> = {
  "product-research": 78,
  "range-model": 66,
  "battery-research": 58,
  "planning-aggregates": 45,
};

/**
 * Gives bikes of the local stack's fleet that have no owner one each, and has most of these agree to what they are asked.
 * Bikes and riders that are known stay as they are, whatever became of them. Of rental bikes nobody knows who rides.
 * @returns how many riders were made now.
 */
export async function seedDemoRiders(db: Database, bikeIds: readonly string[]): Promise<number> {
  return db.transaction(async (transaction) => {
    const made = await transaction.execute<{ rider_id: string; bike_id: string }>(sql`
      with unowned as (
        select b.oem_id, b.bike_id, b.seq, a.fleet_id from bikes b
        join fleet_assignments a on a.bike_id = b.bike_id and a.valid_to is null and a.voided_at is null
        join organisations f on f.id = a.fleet_id and f.name <> ${RENTED_BY}
        where b.bike_id = any(${sql.param([...bikeIds])}::text[])
          and not exists (select from ownership_periods p where p.bike_id = b.bike_id)
        order by b.bike_id limit ${MOST_RIDERS}
      ), riders_made as (
        insert into riders (organisation_id, reference)
        select u.fleet_id, 'demo-' || u.bike_id from unowned u
        on conflict (organisation_id, reference) do nothing
        returning id, reference
      )
      insert into ownership_periods (oem_id, bike_id, bike_seq, rider_id, valid_from)
      select u.oem_id, u.bike_id, u.seq, r.id, null from unowned u join riders_made r on r.reference = 'demo-' || u.bike_id
      order by u.bike_id
      returning rider_id, bike_id`);
    if (made.length === 0) return 0;
    const asked = PURPOSES.map((purpose) => ({
      purpose,
      agree: AGREE[purpose],
      version: newestNotice(purpose).version,
    }));
    const riders = sql.param(made.map(({ rider_id }) => rider_id));
    const bikes = sql.param(made.map(({ bike_id }) => bike_id));
    await transaction.execute(sql`
      select count(append_consent(
        (select id from organisations where kind = 'maker' order by created_at, id limit 1),
        jsonb_build_object('id', md5(r.bike_id || p.purpose)::uuid, 'rider_id', r.rider_id, 'purpose', p.purpose,
          'decision', 'granted', 'notice_version', p.version, 'language', 'en', 'channel', 'letter',
          'recorded_by', ${RECORDER}::text, 'evidence', ${EVIDENCE}::text)))
      from unnest(${riders}::uuid[], ${bikes}::text[]) as r (rider_id, bike_id)
      cross join jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb) as p (purpose text, agree integer, version integer)
      where ('x' || substr(md5(p.purpose || r.bike_id), 1, 7))::bit(28)::integer % 100 < p.agree`);
    return made.length;
  });
}
