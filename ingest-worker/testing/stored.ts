import { z } from "zod";
import type { Names } from "@/lib/domain/names";
import type { StateDocument } from "@/lib/domain/state-document";
import { fromDocument, type StoredReading } from "@/lib/domain/stored-reading";
import { compareTexts } from "@/lib/domain/value-order";
import type { Elasticsearch } from "@/lib/es/client";
import { parseStateDocument } from "../state/parse-state-document";

interface Hit {
  readonly _index: string;
  readonly _source: Record<string, unknown>;
}

/** Every stored reading of bikes with this prefix, as `bike/source/time`, with the window that holds it. */
export async function storedSeries(
  es: Elasticsearch,
  names: Names,
  prefix: string,
): Promise<Map<string, { window: string; reading: StoredReading }>> {
  const hits = await search(es, `${names.windowPrefix}*`, prefix);
  const series = new Map<string, { window: string; reading: StoredReading }>();
  for (const { _index, _source } of hits) {
    const reading = fromDocument(_source);
    const identity = `${_source.bike_id}/${_source.source}/${reading.timeMs}`;
    if (series.has(identity)) throw new Error(`${identity} is stored twice`);
    series.set(identity, { window: _index.slice(names.windowPrefix.length), reading });
  }
  return series;
}

/** Every document of the windows for bikes with this prefix, oldest first, just as it is stored. */
export async function storedDocuments(
  es: Elasticsearch,
  names: Names,
  prefix: string,
): Promise<Readonly<Record<string, unknown>>[]> {
  const hits = await search(es, `${names.windowPrefix}*`, prefix);
  const timeOf = (hit: Hit) => String(hit._source["@timestamp"]);
  return hits.sort((a, b) => compareTexts(timeOf(a), timeOf(b))).map(({ _source }) => _source);
}

export async function storedStates(
  es: Elasticsearch,
  names: Names,
  prefix: string,
): Promise<Map<string, StateDocument>> {
  const hits = await search(es, names.state, prefix);
  return new Map(hits.map(({ _source }) => [String(_source.bike_id), parseStateDocument(_source)]));
}

/** An entry of the quarantine: whose, why, and the reading it keeps. */
export interface Quarantined {
  readonly identity: string;
  readonly reason: string;
  readonly decision: string;
  /** Stored form, or undefined where a text is kept. */
  readonly value: Record<string, unknown> | undefined;
  readonly text: string | undefined;
}

/** Every entry of the quarantine for bikes with this prefix. */
export async function quarantined(es: Elasticsearch, names: Names, prefix: string): Promise<Quarantined[]> {
  const hits = await search(es, names.quarantine, prefix);
  return hits.map(({ _source }) => {
    const { bike_id, source, event_at, reason, decision, reading } = QuarantineDocument.parse(_source);
    return { identity: `${bike_id}/${source}/${event_at}`, reason, decision, ...reading };
  });
}

const QuarantineDocument = z.object({
  bike_id: z.string(),
  source: z.string(),
  event_at: z.number().optional(),
  reason: z.string(),
  decision: z.string(),
  reading: z
    .strictObject({
      value: z.record(z.string(), z.unknown()).optional(),
      text: z.string().optional(),
    })
    .transform(({ value, text }) => ({ value, text })),
});

const MAX_FOUND = 10_000;

/** @throws Error where there may be more than a store answers at once. */
async function search(es: Elasticsearch, index: string, prefix: string): Promise<Hit[]> {
  await es.transport.request({ method: "POST", path: `/${index}/_refresh` });
  const answer = await es.transport.request<{ hits: { hits: Hit[] } }>({
    method: "POST",
    path: `/${index}/_search`,
    body: { size: MAX_FOUND, query: { prefix: { bike_id: prefix } } },
  });
  const { hits } = answer.hits;
  if (hits.length === MAX_FOUND)
    throw new Error(`${index}: expected fewer than ${MAX_FOUND} documents of ${prefix}, got as many or more`);
  return hits;
}
