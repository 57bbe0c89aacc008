import { z } from "zod";
import { DatabaseUrl } from "./database";
import { readEnvironment } from "./read";
import { StoresEnvironment } from "./stores";

const RepairEnvironment = StoresEnvironment.extend({
  /** User `repair`: decides on the entries of the quarantine, and lists windows. */
  SLIPSTREAM_ELASTICSEARCH_REPAIR_PASSWORD: z.string().min(1),
  SLIPSTREAM_DATABASE_URL: DatabaseUrl,
  SLIPSTREAM_SERVICE_EPOCH: z.iso.datetime().default("2015-01-01T00:00:00.000Z"),
});
export type RepairEnvironment = z.infer<typeof RepairEnvironment>;

export const readRepairEnvironment = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): RepairEnvironment => readEnvironment(RepairEnvironment, environment);
