import { sql } from "drizzle-orm";
import { type Database, openDatabase } from "../client";
import { seedOem } from "./two-oems";

/** Bikes in the database of an installation, and ways to change them as verbs do. */
export interface ChangingBikes {
  readonly ids: readonly string[];
  readonly db: Database;
  /** Of the owner's login. */
  readonly owner: Database;
  /** Raises the versions of these bikes by one. */
  change(ids: readonly string[]): Promise<void>;
  /** By bike, as the database has them. */
  versions(): Promise<Map<string, number>>;
  waiting(): Promise<number>;
  close(): Promise<void>;
}

/** @param environment of an installation. */
export async function makeBikes(
  environment: Readonly<Record<string, string>>,
  count: number,
): Promise<ChangingBikes> {
  const owner = openDatabase(environment.SLIPSTREAM_DATABASE_OWNER_URL ?? "");
  const { db, close } = openDatabase(environment.SLIPSTREAM_DATABASE_URL ?? "");
  const { oemId, modelId, fleetId } = await seedOem(owner.db, "veloform");
  await owner.db.execute(sql`delete from outbox`);
  await db.execute(sql`insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal)
    select 'OUT-' || lpad(n::text, 6, '0'), ${oemId}, ${modelId}, 'F' || n, 'F' || n from generate_series(1, ${count}::int) n`);
  await db.execute(sql`insert into fleet_assignments (oem_id, bike_id, bike_seq, fleet_id)
    select oem_id, bike_id, seq, ${fleetId} from bikes where bike_id like 'OUT-%'`);
  const ids = Array.from({ length: count }, (_, number) => `OUT-${String(number + 1).padStart(6, "0")}`);
  await db.execute(sql`select write_entities(${sql.param(ids)}::text[])`);
  return {
    ids,
    db,
    owner: owner.db,
    change: (changed) =>
      db.transaction(async (transaction) => {
        const list = sql.param([...changed]);
        await transaction.execute(
          sql`select from bikes where bike_id = any(${list}::text[]) order by bike_id for update`,
        );
        await transaction.execute(
          sql`update bikes set version = version + 1 where bike_id = any(${list}::text[])`,
        );
        await transaction.execute(sql`select write_entities(${list}::text[])`);
      }),
    async versions() {
      const rows = await db.execute<{ bike_id: string; version: number }>(
        sql`select bike_id, version from bikes where bike_id like 'OUT-%'`,
      );
      return new Map(rows.map(({ bike_id, version }) => [bike_id, version]));
    },
    async waiting() {
      const [row] = await db.execute<{ count: number }>(sql`select count(*)::int as count from outbox`);
      return row?.count ?? 0;
    },
    async close() {
      await Promise.all([close(), owner.close()]);
    },
  };
}
