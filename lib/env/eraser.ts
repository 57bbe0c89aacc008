import { z } from "zod";
import { DatabaseUrl } from "./database";
import { readEnvironment } from "./read";
import { StoresEnvironment } from "./stores";

const EraserEnvironment = StoresEnvironment.extend({
  /** User `maintenance`: reads, deletes, refreshes and seals in every index. */
  SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD: z.string().min(1),
  /** Login that reads what is to be erased, and keeps steps and receipts. */
  SLIPSTREAM_DATABASE_ERASURE_URL: DatabaseUrl,
  /** Health and metrics, loopback only. */
  SLIPSTREAM_WORKER_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).default(9469),
});
export type EraserEnvironment = z.infer<typeof EraserEnvironment>;

/** What the process is told that removes what riders had erased: no other has its rights. */
export const readEraserEnvironment = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): EraserEnvironment => readEnvironment(EraserEnvironment, environment);
