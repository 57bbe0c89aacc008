import { z } from "zod";
import { loadLocalEnvironment } from "@/cli/local-environment";
import { readEnvironment } from "@/lib/env/read";

const SimulatorEnvironment = z
  .object({
    /** Address of the service. */
    SLIPSTREAM_URL: z.url().default("http://127.0.0.1:3000"),
    /** Keys of clients that may write `LI-*` and `DCU-*`. */
    SLIPSTREAM_DEMO_KEY_LI: z.string().min(1).optional(),
    SLIPSTREAM_DEMO_KEY_DCU: z.string().min(1).optional(),
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

/** @param url address of the service, where one is given. On this machine the local stack is meant, if it runs. */
export function readSimulatorEnvironment(url = process.env.SLIPSTREAM_URL): SimulatorEnvironment {
  if (url === undefined || isHere(url)) loadLocalEnvironment();
  return readEnvironment(SimulatorEnvironment, process.env);
}

const isHere = (url: string): boolean =>
  URL.canParse(url) && ["127.0.0.1", "localhost"].includes(new URL(url).hostname);
