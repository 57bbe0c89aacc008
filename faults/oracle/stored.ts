import { z } from "zod";
import type { Names } from "@/lib/domain/names";
import { fromDocument, type StoredReading } from "@/lib/domain/stored-reading";
import type { Elasticsearch } from "@/lib/es/client";
import { onceShardsHaveStarted } from "@/lib/es/once-shards-have-started";
import { pageThrough } from "@/lib/es/page-through";
import { refreshIndex } from "@/lib/es/refresh-index";
import { identityOf } from "../lab/sent";

const PAGE = 10_000;
const Document = z.record(z.string(), z.unknown());

/** A reading as a window holds it. */
export interface Stored {
  readonly identity: string;
  readonly index: string;
  readonly reading: StoredReading;
}

/** Every document of all windows, sealed and later generations included. */
export const storedReadings = (es: Elasticsearch, names: Names): Promise<Stored[]> =>
  onceShardsHaveStarted(() => readStored(es, names));

async function readStored(es: Elasticsearch, names: Names): Promise<Stored[]> {
  const windows = `${names.windowPrefix}*`;
  await refreshIndex(es, windows);
  const stored: Stored[] = [];
  const question = { query: { match_all: {} }, sort: [{ "@timestamp": "asc" }], perPage: PAGE };
  for await (const documents of pageThrough(es, windows, question))
    for (const { index, source } of documents) {
      const document = Document.parse(source);
      const reading = fromDocument(document);
      stored.push({ identity: identityOf(String(document.bike_id), reading.timeMs), index, reading });
    }
  return stored;
}
