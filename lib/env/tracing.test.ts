import { describe, expect, it } from "vitest";
import { readEnvironment } from "./read";
import { TracingEnvironment } from "./tracing";

const read = (environment: Record<string, string>) => readEnvironment(TracingEnvironment, environment);

describe("the environment of traces", () => {
  it("names no receiver, and one trace of a hundred, unless it says otherwise", () => {
    expect(read({})).toMatchObject({
      OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
      OTEL_TRACES_SAMPLER_ARG: 0.01,
    });
    expect(read({}).OTEL_EXPORTER_OTLP_ENDPOINT).toBeUndefined();
  });

  it("takes a variable without text for one that is not set", () => {
    const empty = { OTEL_EXPORTER_OTLP_ENDPOINT: "", OTEL_TRACES_SAMPLER: "", OTEL_TRACES_SAMPLER_ARG: "" };
    expect(read(empty)).toEqual(read({}));
  });

  it("is refused with every fault at once", () => {
    const faulty = {
      OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318",
      OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
      OTEL_TRACES_SAMPLER: "sometimes",
      OTEL_TRACES_SAMPLER_ARG: "2",
    };
    expect(() => read(faulty)).toThrow(/ENDPOINT.*PROTOCOL.*TRACES_SAMPLER:.*SAMPLER_ARG/s);
  });
});
