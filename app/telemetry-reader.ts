import { webSettings } from "@/lib/auth/settings";
import { openReader, type Reader } from "@/lib/telemetry/reader";

/** Next bundles modules more than once per process; the reader's connections exist once. */
const home: typeof globalThis & { slipstreamReader?: Reader } = globalThis;

/** What pages and the read API ask their questions of. */
export function telemetryReader(): Reader {
  if (!home.slipstreamReader) {
    const settings = webSettings();
    home.slipstreamReader = openReader({
      url: settings.SLIPSTREAM_ELASTICSEARCH_URL,
      password: settings.SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD,
      namespace: settings.SLIPSTREAM_NAMESPACE,
    });
  }
  return home.slipstreamReader;
}
