import { webSettings } from "@/lib/auth/settings";
import { namesIn } from "@/lib/domain/names";
import type { KeptRangeModel } from "@/lib/range-model/keep-range-model";
import { openRangeModel } from "@/lib/range-model/open-range-model";

/** Next bundles modules more than once per process; the model is kept once. */
const home: typeof globalThis & { slipstreamRangeModel?: KeptRangeModel } = globalThis;

/** The published range model; null where none is, or this server was not given user `analytics`. */
export function rangeModel(): ReturnType<KeptRangeModel> {
  if (!home.slipstreamRangeModel) {
    const settings = webSettings();
    const password = settings.SLIPSTREAM_ELASTICSEARCH_ANALYTICS_PASSWORD;
    home.slipstreamRangeModel =
      password === undefined
        ? async () => null
        : openRangeModel({
            url: settings.SLIPSTREAM_ELASTICSEARCH_URL,
            password,
            names: namesIn(settings.SLIPSTREAM_NAMESPACE),
          });
  }
  return home.slipstreamRangeModel();
}
