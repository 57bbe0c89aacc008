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
