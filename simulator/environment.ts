import { z } from "zod";
import { readEnvironment } from "@/lib/env/read";

const SimulatorEnvironment = z
  .object({
    /** Address of the service. */
    SLIPSTREAM_URL: z.url().default("http://127.0.0.1:3000"),
    /** Key of a client that may write `LI-*`. */
    SLIPSTREAM_DEMO_KEY_LI: z.string().min(1).optional(),
    SLIPSTREAM_NAMESPACE: z.string().min(1).default("slipstream"),
    SLIPSTREAM_KAFKA_BROKERS: z
      .string()
      .min(1)
      .transform((list) => list.split(",").map((broker) => broker.trim()))
      .optional(),
    SLIPSTREAM_DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, "expected postgres://…")
      .optional(),
    /** Where the fleet is looked at and meddled with, loopback only. */
    SLIPSTREAM_SIMULATOR_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
    SLIPSTREAM_SIMULATOR_TOKEN: z.string().min(20).optional(),
  })
  .superRefine((settings, context) => {
    const hasPort = settings.SLIPSTREAM_SIMULATOR_PORT !== undefined;
    if (hasPort === (settings.SLIPSTREAM_SIMULATOR_TOKEN !== undefined)) return;
    const path = [hasPort ? "SLIPSTREAM_SIMULATOR_TOKEN" : "SLIPSTREAM_SIMULATOR_PORT"];
    context.addIssue({
      code: "custom",
      path,
      message: "expected, because the other of port and token is set",
    });
  });
export type SimulatorEnvironment = z.infer<typeof SimulatorEnvironment>;

export const readSimulatorEnvironment = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): SimulatorEnvironment => readEnvironment(SimulatorEnvironment, environment);
