import type { TracingEnvironment } from "@/lib/env/tracing";
import type { Logger } from "@/lib/log";
import { pause } from "@/lib/retry";
import type { Sdk } from "./load-sdk";
import { begin, contextOf, RecordedSpan } from "./recorded-span";
import { samplerOf } from "./sampler";
import type { Tracer } from "./span";
import { TellingExporter } from "./telling-exporter";

/** What is left at the end is given up after so long. */
const CLOSE_WITHIN_MS = 2_000;
/** Spans that wait to be sent; more than these are dropped. */
const MAX_WAITING = 4_096;
const SEND_EVERY_MS = 1_000;

/**
 * A tracer that sends to a receiver of OTLP over HTTP. It is nobody's but the caller's: no library finds it, so that
 * nothing is traced but what calls it.
 */
export function createOtlpTracer(
  sdk: Sdk,
  settings: TracingEnvironment,
  address: string,
  service: string,
  log: Logger,
): Tracer {
  const sender = new sdk.exporter.OTLPTraceExporter({ url: address });
  const provider = new sdk.trace.TracerProvider({
    sampler: samplerOf(sdk, settings),
    resource: resourceOf(sdk, service),
    spanProcessors: [
      new sdk.trace.BatchSpanProcessor({
        exporter: new TellingExporter(sender, address, log),
        maxQueueSize: MAX_WAITING,
        scheduledDelayMillis: SEND_EVERY_MS,
      }),
    ],
  });
  const recorder = { api: sdk.api, tracer: provider.getTracer("slipstream") };
  return {
    start(parent, step) {
      const span = begin(recorder, parent && contextOf(sdk.api, parent), step);
      return span.isRecording() ? new RecordedSpan(recorder, span) : null;
    },
    // What cannot be sent was told of.
    close: () => Promise.race([provider.shutdown().catch(() => undefined), pause(CLOSE_WITHIN_MS)]),
  };
}

const resourceOf = ({ resources }: Sdk, service: string) =>
  resources
    .defaultResource()
    .merge(resources.resourceFromAttributes({ "service.name": service, "service.namespace": "slipstream" }))
    .merge(resources.detectResources({ detectors: [resources.envDetector] }));
