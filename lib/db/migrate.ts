import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as apply } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

/** One key for all installations: two processes that migrate the same database wait for each other. */
const MIGRATION_LOCK = 7_405_120_261;

/**
 * Brings the database to the newest schema; does nothing when it is there already.
 * @throws Error when the server cannot be reached or a migration fails (nothing of it is kept then).
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const connection = postgres(databaseUrl, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    const db = drizzle(connection);
    await db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK}::bigint)`);
    await apply(db, { migrationsFolder: migrationsFolder() });
  } finally {
    await connection.end({ timeout: 5 });
  }
}

/** Bundles move code away from the SQL files; the working folder is the second place to look. */
export function migrationsFolder(): string {
  const places = [
    join(dirname(fileURLToPath(import.meta.url)), "migrations"),
    join(process.cwd(), "lib/db/migrations"),
  ];
  const found = places.find((place) => existsSync(join(place, "meta/_journal.json")));
  if (!found) throw new Error(`No migrations found; looked in ${places.join(" and ")}.`);
  return found;
}
