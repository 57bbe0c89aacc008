import { z } from "zod";
import { readEnvironment } from "./read";

export const DatabaseUrl = z.string().regex(/^postgres(ql)?:\/\//, "expected postgres://…");

const DatabaseEnvironment = z.object({
  /** Login of the service and of the maker's people. */
  SLIPSTREAM_DATABASE_URL: DatabaseUrl,
});

/** The logins that a process of the product may have, besides the owner. */
export const DatabaseAddresses = DatabaseEnvironment.extend({
  /** Login of OEMs' and fleets' people and clients, behind the wall of tenants. */
  SLIPSTREAM_DATABASE_TENANT_URL: DatabaseUrl,
});

type Environment = Readonly<Record<string, string | undefined>>;

/** Address of PostgreSQL, for whichever process asks it. */
export const readDatabaseUrl = (environment: Environment = process.env): string =>
  readEnvironment(DatabaseEnvironment, environment).SLIPSTREAM_DATABASE_URL;

/** Addresses of PostgreSQL for a process that serves tenants. */
export const readDatabaseAddresses = (
  environment: Environment = process.env,
): z.infer<typeof DatabaseAddresses> => readEnvironment(DatabaseAddresses, environment);
