import type { Names } from "@/lib/domain/names";
import { fromDocument } from "@/lib/domain/stored-reading";
import type { Elasticsearch } from "@/lib/es/client";
import { identityOf } from "../lab/sent";

const PAGE = 10_000;

/** A reading as a window holds it. */
export interface Stored {
  readonly identity: string;
  readonly index: string;
  readonly odometerM: number;
  readonly speedCkmh: number;
}

interface Hit {
  readonly _index: string;
  readonly _source: Record<string, unknown>;
  readonly sort: readonly unknown[];
}

/** Every document of all windows, sealed and later generations included. */
export async function storedReadings(es: Elasticsearch, names: Names): Promise<Stored[]> {
  const index = `${names.windowPrefix}*`;
  await es.transport.request({ method: "POST", path: `/${index}/_refresh` });
  const stored: Stored[] = [];
  for (let after: readonly unknown[] | null = null; ; ) {
    const answer: { hits: { hits: Hit[] }; timed_out: boolean } = await es.transport.request({
      method: "POST",
      path: `/${index}/_search`,
      querystring: { allow_partial_search_results: "false", ignore_unavailable: "false" },
      body: {
        size: PAGE,
        query: { match_all: {} },
        sort: [{ bike_id: "asc" }, { "@timestamp": "asc" }, { _index: "asc" }],
        _source: ["bike_id", "source", "@timestamp", "odometer_m", "speed_ckmh"],
        ...(after === null ? {} : { search_after: after }),
      },
    });
    for (const { _index, _source } of answer.hits.hits) {
      const { timeMs } = fromDocument(_source);
      stored.push({
        identity: identityOf(String(_source.bike_id), timeMs),
        index: _index,
        odometerM: Number(_source.odometer_m),
        speedCkmh: Number(_source.speed_ckmh),
      });
    }
    const last = answer.hits.hits.at(-1);
    if (answer.hits.hits.length < PAGE || !last) return stored;
    after = last.sort;
  }
}
