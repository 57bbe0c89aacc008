import { FiguresReader } from "@/lib/analytics/figures-reader";
import { webSettings } from "@/lib/auth/settings";

/** Next bundles modules more than once per process; the reader's connections exist once. */
const home: typeof globalThis & { slipstreamFigures?: FiguresReader } = globalThis;

/** What reports are read with; null where this server was not given user `analytics`. */
export function figuresReader(): FiguresReader | null {
  if (!home.slipstreamFigures) {
    const settings = webSettings();
    const password = settings.SLIPSTREAM_ELASTICSEARCH_ANALYTICS_PASSWORD;
    if (password === undefined) return null;
    home.slipstreamFigures = FiguresReader.open({
      url: settings.SLIPSTREAM_ELASTICSEARCH_URL,
      password,
      namespace: settings.SLIPSTREAM_NAMESPACE,
    });
  }
  return home.slipstreamFigures;
}

/** The zone of days and hours in reports. */
export const reportZone = (): string => webSettings().SLIPSTREAM_REPORT_ZONE;
