import { decodePacket } from "@/lib/domain/decode-packet";
import { INGEST_CLIENT, LATENESS_SECONDS } from "@/lib/domain/fields";
import type { Names } from "@/lib/domain/names";
import type { Source } from "@/lib/domain/packet";
import { type StoredReading, toDocument } from "@/lib/domain/stored-reading";
import { windowOf } from "@/lib/domain/window";
import type { Elasticsearch } from "@/lib/es/client";
import { createWindow } from "@/lib/es/windows";

export interface Sent {
  readonly bikeId: string;
  readonly source: Source;
  readonly latenessSeconds: number;
  readonly reading: Record<string, unknown>;
}

const BATCH = 5_000;

/** A reading as the worker would store it. @throws Error when it cannot be decoded. */
export function storedForm({ bikeId, source, reading }: Omit<Sent, "latenessSeconds">): StoredReading {
  const decoded = decodePacket({ v: 1, bike_id: bikeId, source, readings: [reading] });
  const stored = decoded.kind === "packet" ? decoded.readings[0] : undefined;
  if (!stored) throw new Error("the test sends what cannot be decoded");
  return stored;
}

/** For suites: stores readings as the worker does, window by PUT and bulk create, without the way through Kafka. */
export async function storeReadings(es: Elasticsearch, names: Names, list: readonly Sent[]): Promise<void> {
  for (let at = 0; at < list.length; at += BATCH) {
    const batch = list.slice(at, at + BATCH);
    const windows = new Map(
      batch.map((sent) => windowOf(Number(sent.reading.t))).map((one) => [one.name, one]),
    );
    for (const [name, window] of windows) await createWindow(es, `${names.windowPrefix}${name}`, window);
    const operations = batch.flatMap((sent) => {
      const reading = storedForm(sent);
      return [
        { create: { _index: `${names.windowPrefix}${windowOf(reading.timeMs).name}` } },
        {
          ...toDocument(reading),
          bike_id: sent.bikeId,
          source: sent.source,
          [LATENESS_SECONDS]: sent.latenessSeconds,
          [INGEST_CLIENT]: "c",
        },
      ];
    });
    const answer = await es.bulk({ operations });
    if (answer.errors) throw new Error(JSON.stringify(answer.items.find((item) => item.create?.error)));
  }
}
