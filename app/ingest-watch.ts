import { webSettings } from "@/lib/auth/settings";
import { webLog } from "@/lib/auth/web-log";
import { type IngestWatch, watchIngest } from "@/lib/ingest/watch/ingest-watch";
import { onShutdown } from "@/lib/web/closers";

/** Next bundles modules more than once per process; what the workers measured is in memory once. */
const home: typeof globalThis & { slipstreamIngestWatch?: IngestWatch } = globalThis;

/** What the workers measure; followed from the first call on. */
export function ingestWatch(): IngestWatch {
  home.slipstreamIngestWatch ??= open();
  return home.slipstreamIngestWatch;
}

function open(): IngestWatch {
  const settings = webSettings();
  const watch = watchIngest({
    brokers: settings.SLIPSTREAM_KAFKA_BROKERS,
    namespace: settings.SLIPSTREAM_NAMESPACE,
    log: webLog(),
  });
  onShutdown(() => watch.stop());
  return watch;
}
