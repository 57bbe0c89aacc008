import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { readDatabaseUrl } from "@/lib/env/database";
import * as schema from "./schema";

/** The database, or a transaction in it. */
export type Database = Pick<
  PostgresJsDatabase<typeof schema>,
  "select" | "insert" | "update" | "delete" | "execute" | "transaction"
>;

export interface OpenDatabase {
  readonly db: Database;
  /** Lets running statements end, at most five seconds, and closes the connections. */
  close(): Promise<void>;
}

/** Opens a pool of up to ten connections; a statement that runs longer than 15 s is cancelled by the server. */
export function openDatabase(url: string): OpenDatabase {
  const pool = postgres(url, {
    max: 10,
    connect_timeout: 5,
    onnotice: () => undefined,
    // A process that stands still in a transaction must not hold its locks for long.
    connection: {
      application_name: "slipstream",
      statement_timeout: 15_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  });
  return { db: drizzle(pool, { schema }), close: () => pool.end({ timeout: 5 }) };
}

/** Next bundles modules more than once per process; the pool must exist once. */
const home: typeof globalThis & { slipstreamDatabase?: OpenDatabase } = globalThis;

/** The database of this process, opened at first use from SLIPSTREAM_DATABASE_URL. */
export function database(): Database {
  home.slipstreamDatabase ??= openDatabase(readDatabaseUrl());
  return home.slipstreamDatabase.db;
}

/** Closes this process's pool if there is one. */
export async function closeDatabase(): Promise<void> {
  const open = home.slipstreamDatabase;
  delete home.slipstreamDatabase;
  await open?.close();
}
