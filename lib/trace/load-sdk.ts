/**
 * OpenTelemetry's packages, loaded when somebody traces. Each is imported here and at run time: a bundler would lift any
 * other import to the top, and every process would load them.
 */
export async function loadSdk() {
  const [api, trace, resources, exporter] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace"),
    import("@opentelemetry/resources"),
    import("@opentelemetry/exporter-trace-otlp-proto"),
  ]);
  return { api, trace, resources, exporter };
}
export type Sdk = Awaited<ReturnType<typeof loadSdk>>;
