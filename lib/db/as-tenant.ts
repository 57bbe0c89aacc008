import { sql } from "drizzle-orm";
import { readDatabaseAddresses } from "@/lib/env/database";
import { type Database, type OpenDatabase, openDatabase } from "./client";

/** Next bundles modules more than once per process; the pool must exist once. */
const home: typeof globalThis & { slipstreamTenants?: OpenDatabase } = globalThis;

/** The login of tenants, opened at first use from SLIPSTREAM_DATABASE_TENANT_URL; shows nothing outside `asTenant`. */
export function tenantDatabase(): Database {
  home.slipstreamTenants ??= openDatabase(readDatabaseAddresses().SLIPSTREAM_DATABASE_TENANT_URL);
  return home.slipstreamTenants.db;
}

/** Closes this process's pool of tenants if there is one. */
export async function closeTenantDatabase(): Promise<void> {
  const open = home.slipstreamTenants;
  delete home.slipstreamTenants;
  await open?.close();
}

/**
 * Runs `work` in one transaction that sees and changes what is of one organisation, and nothing else: the server's
 * policies ask for the setting, which is made here only.
 * @param organisationId of an OEM or a fleet.
 * @param db of the tenants' login.
 * @param whole all that is asked is answered as of one moment, whatever others commit meanwhile.
 */
export async function asTenant<T>(
  organisationId: string,
  work: (transaction: Database) => Promise<T>,
  db: Database = tenantDatabase(),
  { whole = false }: { readonly whole?: boolean } = {},
): Promise<T> {
  return db.transaction(
    async (transaction) => {
      await transaction.execute(sql`select set_config('slipstream.tenant', ${organisationId}, true)`);
      return work(transaction);
    },
    { isolationLevel: whole ? "repeatable read" : "read committed" },
  );
}
