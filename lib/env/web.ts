import { z } from "zod";
import { readEnvironment } from "./read";
import { StoresEnvironment } from "./stores";

const WebEnvironment = StoresEnvironment.extend({
  /** User `operations`: windows and rides (read), state (read, refresh). */
  SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD: z.string().min(1),
  SLIPSTREAM_DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//),
  NEXTAUTH_SECRET: z.string().min(32),
  NEXTAUTH_URL: z.url().optional(),
  /** Metrics, loopback only. */
  SLIPSTREAM_WEB_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).default(9465),
  /** Address that the web server listens on; demo accounts need a loopback one. */
  SLIPSTREAM_WEB_HOST: z.string().default("127.0.0.1"),
  SLIPSTREAM_SERVICE_EPOCH: z.iso.datetime().default("2015-01-01T00:00:00.000Z"),
});
export type WebEnvironment = z.infer<typeof WebEnvironment>;

export const readWebEnvironment = (environment = process.env): WebEnvironment =>
  readEnvironment(WebEnvironment, environment);
