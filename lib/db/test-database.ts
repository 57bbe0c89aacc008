import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { readDatabaseUrl } from "@/lib/env/database";
import { type Database, type OpenDatabase, openDatabase } from "./client";
import { makeMigrated } from "./make-migrated";

export interface TestDatabase extends OpenDatabase {
  /** Of the service's login, as is `db`. */
  readonly url: string;
  readonly ownerUrl: string;
  readonly tenantUrl: string;
  /** Of the owner's login, which nothing holds back but triggers. */
  readonly owner: Database;
  /** Both logins to master data. */
  readonly stores: { readonly maker: Database; readonly tenant: Database };
}

/** For suites: a fresh, migrated database on the server of this environment; dropped when closed. */
export async function openTestDatabase(environment: Readonly<Record<string, string>>): Promise<TestDatabase> {
  const name = `suite_${randomBytes(6).toString("hex")}`;
  const inIt = (url: string | undefined): string => {
    const own = new URL(readDatabaseUrl({ SLIPSTREAM_DATABASE_URL: url }));
    own.pathname = `/${name}`;
    return own.href;
  };
  const server = postgres(environment.SLIPSTREAM_DATABASE_OWNER_URL ?? "", {
    max: 1,
    onnotice: () => undefined,
  });
  await makeMigrated(environment.SLIPSTREAM_DATABASE_OWNER_URL ?? "", name);
  const ownerUrl = inIt(environment.SLIPSTREAM_DATABASE_OWNER_URL);
  const url = inIt(environment.SLIPSTREAM_DATABASE_URL);
  const tenantUrl = inIt(environment.SLIPSTREAM_DATABASE_TENANT_URL);
  const [service, tenants, owner] = [openDatabase(url), openDatabase(tenantUrl), openDatabase(ownerUrl)];
  return {
    db: service.db,
    url,
    ownerUrl,
    tenantUrl,
    owner: owner.db,
    stores: { maker: service.db, tenant: tenants.db },
    async close() {
      await Promise.all([service.close(), tenants.close(), owner.close()]);
      await server.unsafe(`drop database ${name} with (force)`);
      await server.end();
    },
  };
}
