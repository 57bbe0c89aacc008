import type { Sampler } from "@opentelemetry/sdk-trace";
import type { TracingEnvironment } from "@/lib/env/tracing";
import type { Sdk } from "./load-sdk";

type SamplerName = TracingEnvironment["OTEL_TRACES_SAMPLER"];

const SAMPLER: Readonly<Record<SamplerName, (sdk: Sdk["trace"], ratio: number) => Sampler>> = {
  always_on: (sdk) => new sdk.AlwaysOnSampler(),
  always_off: (sdk) => new sdk.AlwaysOffSampler(),
  traceidratio: (sdk, ratio) => new sdk.TraceIdRatioBasedSampler(ratio),
  parentbased_always_on: (sdk) => new sdk.ParentBasedSampler({ root: new sdk.AlwaysOnSampler() }),
  parentbased_always_off: (sdk) => new sdk.ParentBasedSampler({ root: new sdk.AlwaysOffSampler() }),
  parentbased_traceidratio: (sdk, ratio) =>
    new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(ratio) }),
};

/** Which traces are recorded: by default those whose sender records them, and a share of the others. */
export const samplerOf = (sdk: Sdk, settings: TracingEnvironment): Sampler =>
  SAMPLER[settings.OTEL_TRACES_SAMPLER](sdk.trace, settings.OTEL_TRACES_SAMPLER_ARG);
