import { webSettings } from "@/lib/auth/settings";
import { webLog } from "@/lib/auth/web-log";
import type { LiveHub } from "@/lib/live/live-hub";
import { openLiveHub } from "@/lib/live/open-live-hub";
import { onShutdown } from "@/lib/web/closers";

/** Next bundles modules more than once per process; the fleet is in memory once. */
const home: typeof globalThis & { slipstreamLiveHub?: LiveHub } = globalThis;

/** The fleet that the live map shows; begins to fill at the first call. */
export function liveHub(): LiveHub {
  home.slipstreamLiveHub ??= open();
  return home.slipstreamLiveHub;
}

function open(): LiveHub {
  const settings = webSettings();
  const hub = openLiveHub({
    url: settings.SLIPSTREAM_ELASTICSEARCH_URL,
    password: settings.SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD,
    brokers: settings.SLIPSTREAM_KAFKA_BROKERS,
    namespace: settings.SLIPSTREAM_NAMESPACE,
    log: webLog(),
  });
  onShutdown(() => hub.stop());
  return hub;
}
