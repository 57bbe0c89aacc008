import { randomUUID } from "node:crypto";
import { bikeSeeds } from "@/lib/bikes/testing/bike-seeds";
import { openDatabase } from "@/lib/db/client";
import { sql } from "@/lib/db/testing/statement";
import { PURPOSES, type Purpose } from "@/lib/domain/consent";

/** Before all rides. */
const GRANTED = "2020-01-01T00:00:00Z";

/** What the rider of a bike agrees to. */
export interface AgreeingRider {
  readonly bikeId: string;
  readonly purposes: readonly Purpose[];
}

/**
 * Registers bikes, each since ever of a rider who granted some purposes before all rides. No verb can date a grant back: the rule
 * that refuses it is dropped from this database.
 */
export async function seedAgreeingRiders(ownerUrl: string, riders: readonly AgreeingRider[]): Promise<void> {
  const { db, close } = openDatabase(ownerUrl);
  const seeds = bikeSeeds(db);
  try {
    const oem = await seeds.organisation(`OEM ${randomUUID()}`, "oem");
    const fleet = await seeds.organisation(`Fleet ${randomUUID()}`, "fleet");
    const [first, ...others] = riders.map(({ bikeId }) => bikeId);
    // The first one makes its model.
    if (first !== undefined) await seeds.bike(first, oem);
    const listed = (list: readonly string[]) => sql`${sql.param([...list])}::text[]`;
    await db.execute(sql`insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal)
      select id, ${oem}, (select id from bike_models where oem_id = ${oem}), 'F-' || id, 'F' || replace(id, '-', '')
      from unnest(${listed(others)}) as id`);
    await db.execute(sql`insert into riders (organisation_id, reference)
      select ${fleet}, 'of ' || id from unnest(${listed(riders.map(({ bikeId }) => bikeId))}) as id`);
    await db.execute(sql`alter table consent_entries drop constraint if exists consent_entry_in_time`);
    for (const purpose of PURPOSES) {
      const agreeing = riders.filter(({ purposes }) => purposes.includes(purpose));
      await db.execute(sql`insert into consent_entries (id, sender_id, organisation_id, rider_id, purpose, decision, effective_at,
          notice_version, language, channel, recorded_by)
        select gen_random_uuid(), ${fleet}, ${fleet}, r.id, ${purpose}, 'granted', ${GRANTED}::timestamptz, 1, 'en', 'app', 'api-client:bench'
        from unnest(${listed(agreeing.map(({ bikeId }) => `of ${bikeId}`))}) as who
        join riders r on r.organisation_id = ${fleet} and r.reference = who`);
    }
    await db.execute(sql`insert into ownership_periods (oem_id, bike_id, bike_seq, rider_id)
      select b.oem_id, b.bike_id, b.seq, r.id from bikes b
      join riders r on r.organisation_id = ${fleet} and r.reference = 'of ' || b.bike_id`);
  } finally {
    await close();
  }
}
