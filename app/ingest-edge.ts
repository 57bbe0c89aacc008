import { webSettings } from "@/lib/auth/settings";
import { webLog } from "@/lib/auth/web-log";
import type { Edge } from "@/lib/ingest/edge";
import { openEdge } from "@/lib/ingest/open-edge";
import { createUploadLimits, type UploadLimits } from "@/lib/ingest/upload-limits";
import { webTracer } from "@/lib/web/web-tracer";
import { liveHub } from "./live-hub";

/** Next bundles modules more than once per process; the connection and the buckets exist once. */
const home: typeof globalThis & { slipstreamEdge?: { edge: Edge; limits: UploadLimits } } = globalThis;

export function ingestEdge(): { edge: Edge; limits: UploadLimits } {
  home.slipstreamEdge ??= open();
  return home.slipstreamEdge;
}

function open(): { edge: Edge; limits: UploadLimits } {
  const settings = webSettings();
  return {
    edge: openEdge({
      brokers: settings.SLIPSTREAM_KAFKA_BROKERS,
      namespace: settings.SLIPSTREAM_NAMESPACE,
      serviceEpochMs: Date.parse(settings.SLIPSTREAM_SERVICE_EPOCH),
      acceptUnsafeTopics: settings.SLIPSTREAM_LOCAL_STACK,
      log: webLog(),
      tracer: webTracer(),
    }),
    limits: createUploadLimits((bikeId) => liveHub().grid.knows(bikeId)),
  };
}
