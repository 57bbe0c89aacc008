import { z } from "zod";
import { readEnvironment } from "./read";
import { StoresEnvironment } from "./stores";

const MaintenanceEnvironment = StoresEnvironment.omit({ SLIPSTREAM_KAFKA_BROKERS: true }).extend({
  /** User `maintenance`: seals windows, replaces and removes what they hold. */
  SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD: z.string().min(1),
});
type MaintenanceEnvironment = z.infer<typeof MaintenanceEnvironment>;

export const readMaintenanceEnvironment = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): MaintenanceEnvironment => readEnvironment(MaintenanceEnvironment, environment);
