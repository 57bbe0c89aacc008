import { sql } from "drizzle-orm";
import { openTestDatabase, type TestDatabase } from "@/lib/db/test-database";
import { BikeEntity } from "@/lib/domain/bike-entity";
import { type BikeSeeds, bikeSeeds } from "./bike-seeds";

export interface BikesSuite extends TestDatabase, BikeSeeds {
  /** `serial [from, to)` in order of beginnings, of what counts; hours since `EPOCH_MS`. */
  periods(bikeId: string, kind: string): Promise<string[]>;
  /** The newest entity of a bike, as it was written. */
  entity(bikeId: string): Promise<BikeEntity>;
}

export const EPOCH_MS = Date.UTC(2025, 0, 1);
/** A moment some hours after `EPOCH_MS`. */
export const hour = (hours: number): string => new Date(EPOCH_MS + hours * 3_600_000).toISOString();

/** For suites: a database and the ways to fill and look at it. */
export async function openBikesSuite(environment: Readonly<Record<string, string>>): Promise<BikesSuite> {
  const suite = await openTestDatabase(environment);
  const { owner } = suite;
  return {
    ...suite,
    ...bikeSeeds(owner),
    async periods(bikeId, kind) {
      const rows = await owner.execute<{ serial: string; lo: string | null; hi: string | null }>(sql`
        select c.serial, (extract(epoch from p.valid_from) * 1000 - ${EPOCH_MS}) / 3600000 as lo,
          (extract(epoch from p.valid_to) * 1000 - ${EPOCH_MS}) / 3600000 as hi
        from component_periods p join components c on c.id = p.component_id
        where p.bike_id = ${bikeId} and p.kind = ${kind} and p.voided_at is null order by p.valid_from nulls first`);
      const told = (edge: string | null, none: string) => (edge === null ? none : String(Number(edge)));
      return rows.map(({ serial, lo, hi }) => `${serial} [${told(lo, "ever")}, ${told(hi, "now")})`);
    },
    async entity(bikeId) {
      const [row] = await owner.execute(
        sql`select entity from outbox where bike_id = ${bikeId} order by id desc limit 1`,
      );
      return BikeEntity.parse(row?.entity);
    },
  };
}
