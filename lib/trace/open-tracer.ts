import type { TracingEnvironment } from "@/lib/env/tracing";
import type { Logger } from "@/lib/log";
import { loadSdk } from "./load-sdk";
import { createOtlpTracer } from "./otlp-tracer";
import type { Tracer } from "./span";

/**
 * The tracer of a process, or null where no receiver is named: then nothing of OpenTelemetry's SDK is loaded.
 * @param service what the process is called in traces, unless OTEL_SERVICE_NAME says otherwise.
 */
export async function openTracer(
  settings: TracingEnvironment,
  service: string,
  log: Logger,
): Promise<Tracer | null> {
  const address = tracesAddress(settings);
  if (address === null) return null;
  log.info({ to: address, sampler: settings.OTEL_TRACES_SAMPLER }, "traces are sent");
  return createOtlpTracer(await loadSdk(), settings, address, service, log);
}

/** @see OpenTelemetry Protocol Exporter, "Endpoint URLs for OTLP/HTTP" */
function tracesAddress(settings: TracingEnvironment): string | null {
  const own = settings.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  if (own !== undefined) return own;
  const common = settings.OTEL_EXPORTER_OTLP_ENDPOINT;
  return common === undefined ? null : `${common.replace(/\/$/, "")}/v1/traces`;
}
