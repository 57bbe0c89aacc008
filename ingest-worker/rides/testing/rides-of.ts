import { HEADER, type Source } from "@/lib/domain/packet";
import { RideDocument } from "@/lib/domain/ride-document";
import { refreshIndex } from "@/lib/es/refresh-index";
import type { RunningWorker } from "../../testing/running-worker";

/** Readings of a bike as they come late, in one packet. */
export function sendLate(
  { publisher, names }: RunningWorker,
  bikeId: string,
  source: Source,
  readings: readonly object[],
): Promise<void> {
  const value = JSON.stringify({ v: 1, bike_id: bikeId, source, readings });
  const headers = { [HEADER.receivedAt]: String(Date.now()), [HEADER.ingestClient]: "tests" };
  return publisher.publish(names.topics.telemetryLate, [{ key: bikeId, value, headers }]);
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
export async function contentsOf(worker: RunningWorker, bikeId: string) {
  return (await ridesOf(worker, bikeId)).map(
    ({ revision: _, cause: __, late_since: ___, replaces: ____, late_readings: _____, ...content }) =>
      content,
  );
}
