import { z } from "zod";
import { DatabaseAddresses, DatabaseUrl } from "./database";
import { readEnvironment } from "./read";
import { StoresEnvironment } from "./stores";

const SetupEnvironment = StoresEnvironment.extend({
  /** User `setup`: puts index templates, creates the standard indices. */
  SLIPSTREAM_ELASTICSEARCH_SETUP_PASSWORD: z.string().min(1),
  /** The database's owner: migrates, and gives the logins below their passwords. */
  SLIPSTREAM_DATABASE_OWNER_URL: DatabaseUrl,
  ...DatabaseAddresses.shape,
  /** Login of the worker that publishes changes of master data. */
  SLIPSTREAM_DATABASE_OUTBOX_URL: DatabaseUrl,
  /** Login of the lanes of reports. */
  SLIPSTREAM_DATABASE_PROJECTION_URL: DatabaseUrl,
  /** Keys of the demo clients, where an earlier setup made them. */
  SLIPSTREAM_DEMO_KEY_DCU: z.string().optional(),
  SLIPSTREAM_DEMO_KEY_LI: z.string().optional(),
});
export type SetupEnvironment = z.infer<typeof SetupEnvironment>;

export const readSetupEnvironment = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): SetupEnvironment => readEnvironment(SetupEnvironment, { ...environment });
