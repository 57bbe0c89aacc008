import { HEADER, type Source } from "@/lib/domain/packet";
import { type RideContent, RideDocument } from "@/lib/domain/ride-document";
import { refreshIndex } from "@/lib/es/refresh-index";
import type { RunningWorker } from "../../testing/running-worker";

interface LatePacket {
  readonly bikeId: string;
  readonly source: Source;
  readonly readings: readonly object[];
}

/** Packets in this order, as they come late. */
export function sendLate({ publisher, names }: RunningWorker, packets: readonly LatePacket[]): Promise<void> {
  const headers = { [HEADER.receivedAt]: String(Date.now()), [HEADER.ingestClient]: "tests" };
  const messages = packets.map(({ bikeId, source, readings }) => ({
    key: bikeId,
    value: JSON.stringify({ v: 1, bike_id: bikeId, source, readings }),
    headers,
  }));
  return publisher.publish(names.topics.telemetryLate, messages);
}

/** The rides of a bike that are kept now, in order. */
export async function ridesOf({ es, names }: RunningWorker, bikeId: string): Promise<RideDocument[]> {
  await refreshIndex(es, names.rides);
  const { hits } = await es.search({
    index: names.rides,
    size: 1_000,
    query: { bool: { filter: [{ term: { bike_id: bikeId } }, { term: { kind: "ride" } }] } },
    sort: [{ start: "asc" }],
  });
  return hits.hits.map(({ _source }) => RideDocument.parse(_source));
}

/** The same, but for what may depend on when readings came. */
export const contentsOf = async (worker: RunningWorker, bikeId: string) =>
  (await ridesOf(worker, bikeId)).map(
    ({ revision: _, cause: __, late_since: ___, replaces: ____, ...content }) => apartFromArrival(content),
  );

export function apartFromArrival(content: RideContent) {
  const { late_readings: _, settled_s: __, client: ___, ...others } = content;
  return others;
}
