import { z } from "zod";

const SAMPLERS = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

/** A variable without text counts as one that is not set. */
const orNothing = <T extends z.ZodType>(schema: T) =>
  z.preprocess((text) => (text === "" ? undefined : text), schema);
const Address = orNothing(z.url({ protocol: /^https?$/ }).optional());
const Protocol = orNothing(z.literal("http/protobuf").default("http/protobuf"));

/**
 * Where traces go and which; the names are OpenTelemetry's. Without an address nothing is traced. Headers, compression,
 * time limit and resource attributes are read by the exporter itself, under OpenTelemetry's names too.
 */
export const TracingEnvironment = z.object({
  /** Of a receiver of OTLP over HTTP; traces go to `/v1/traces` under it. */
  OTEL_EXPORTER_OTLP_ENDPOINT: Address,
  /** The same for traces alone, taken as it is. */
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: Address,
  OTEL_EXPORTER_OTLP_PROTOCOL: Protocol,
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: Protocol,
  OTEL_TRACES_SAMPLER: orNothing(z.enum(SAMPLERS).default("parentbased_traceidratio")),
  /** The share of traces that a sampler by ratio records, 0 to 1. */
  OTEL_TRACES_SAMPLER_ARG: orNothing(z.coerce.number().min(0).max(1).default(0.01)),
});
export type TracingEnvironment = z.infer<typeof TracingEnvironment>;
