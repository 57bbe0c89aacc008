import { webSettings } from "@/lib/auth/settings";
import type { ExportStores } from "@/lib/rider-export/export-stores";
import { openExport } from "@/lib/rider-export/open-export";

/** Next bundles modules more than once per process; the connections exist once. */
const home: typeof globalThis & { slipstreamExport?: ExportStores } = globalThis;

/** What exports of riders are made from. */
export function exportStores(): ExportStores {
  const settings = webSettings();
  home.slipstreamExport ??= openExport({
    url: settings.SLIPSTREAM_ELASTICSEARCH_URL,
    password: settings.SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD,
    namespace: settings.SLIPSTREAM_NAMESPACE,
  });
  return home.slipstreamExport;
}
