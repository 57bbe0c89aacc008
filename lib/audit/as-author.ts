import { asTenant, tenantDatabase } from "@/lib/db/as-tenant";
import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import type { Author } from "./author";

/** Both logins to master data. */
export interface MasterData {
  readonly maker: Database;
  readonly tenant: Database;
}

/** This process's logins; each is opened at its first use. */
export const masterData = (): MasterData => ({
  get maker() {
    return database();
  },
  get tenant() {
    return tenantDatabase();
  },
});

/** The organisation behind whose wall an author works; null for the maker's people and the console. */
export function tenantOf(author: Author): string | null {
  switch (author.kind) {
    case "console":
      return null;
    case "user":
      return author.organisation.kind === "maker" ? null : author.organisation.id;
    case "api-client":
      return author.client.organisationKind === "maker" ? null : author.client.organisationId;
  }
}

/**
 * Runs `work` in one transaction with the rights of its author: people and clients of OEMs and fleets see and change
 * their own organisation's master data only, those of the maker all.
 * @throws AppError `unavailable`, and what `work` throws.
 */
export async function asAuthor<T>(
  author: Author,
  work: (transaction: Database) => Promise<T>,
  stores: MasterData = masterData(),
): Promise<T> {
  const tenant = tenantOf(author);
  return asking(() =>
    tenant === null ? stores.maker.transaction(work) : asTenant(tenant, work, stores.tenant),
  );
}
