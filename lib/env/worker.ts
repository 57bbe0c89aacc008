import { z } from "zod";
import { DatabaseUrl } from "./database";
import { readEnvironment } from "./read";
import { ReportsEnvironment, ReportZone } from "./reports";
import { StoresEnvironment } from "./stores";
import { TracingEnvironment } from "./tracing";

const WorkerEnvironment = StoresEnvironment.extend({
  ...TracingEnvironment.shape,
  /** User `ingest`: windows (create, read), state and quarantine (index, read). */
  SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD: z.string().default(""),
  /** User `rides`: windows and state (read), rides (index, read, delete). */
  SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD: z.string().default(""),
  /** Login that reads and empties the outbox of master data; needed by that lane only. */
  SLIPSTREAM_DATABASE_OUTBOX_URL: DatabaseUrl.optional(),
  /** Needed by the lanes of reports only. */
  ...ReportsEnvironment.partial().shape,
  SLIPSTREAM_REPORT_ZONE: ReportZone,
  /**
   * From how many riders on a cell of the running day is published. What is published early stays without the last few riders of the
   * day, fewer than ten: of ten in the worst case half, of a hundred less than a tenth.
   */
  SLIPSTREAM_REPORT_EARLY_RIDERS: z.coerce.number().int().min(10).default(100),
  /** Health and metrics, loopback only. */
  SLIPSTREAM_WORKER_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).default(9464),
  SLIPSTREAM_SERVICE_EPOCH: z.iso.datetime().default("2015-01-01T00:00:00.000Z"),
});
export type WorkerEnvironment = z.infer<typeof WorkerEnvironment>;

export const readWorkerEnvironment = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): WorkerEnvironment => {
  // What a lane needs that does not run may be given empty, as files of deployments do.
  const given = Object.entries(environment).filter(([, value]) => value !== "");
  return readEnvironment(WorkerEnvironment, Object.fromEntries(given));
};
