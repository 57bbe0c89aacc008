import { z } from "zod";
import { isZone } from "@/lib/format/zone";
import { DatabaseUrl } from "./database";

/** Days and hours of reports are those of this zone. */
export const ReportZone = z
  .string()
  .refine(isZone, "expected an IANA time zone such as Europe/Berlin")
  .default("Europe/Berlin");

/** What lanes that read or write consented rides are told. */
export const ReportsEnvironment = z.object({
  /** User `projection`: rides (read), consented rides and figures (index, read, delete). */
  SLIPSTREAM_ELASTICSEARCH_PROJECTION_PASSWORD: z.string().min(1),
  /** Login that reads by what rides count, and keeps keys, marks and receipts. */
  SLIPSTREAM_DATABASE_PROJECTION_URL: DatabaseUrl,
  /** Wraps the keys of pseudonyms, which are in the database. */
  SLIPSTREAM_PSEUDONYM_KEY: z.base64().length(44, "expected 32 bytes as base64"),
});
export type ReportsSettings = z.infer<typeof ReportsEnvironment>;

/** @throws Error that lists which settings the lanes of reports miss. */
export function requireReports(environment: Readonly<Partial<ReportsSettings>>): ReportsSettings {
  const settings = ReportsEnvironment.safeParse(environment);
  if (settings.success) return settings.data;
  const missing = settings.error.issues.map(({ path }) => path.join(".")).join(", ");
  throw new Error(
    `Lanes of reports: expected ${missing} in the environment, got nothing. Set it, or leave the lanes out with --lanes=.`,
  );
}
