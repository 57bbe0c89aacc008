import { ConsentedRide } from "@/lib/domain/consented-ride";
import { refreshIndex } from "@/lib/es/refresh-index";
import { ridesOf } from "../../rides/testing/rides-of";
import { readTopic } from "../../testing/read-topic";
import type { RunningWorker } from "../../testing/running-worker";
import { quarantined, storedDocuments } from "../../testing/stored";

const MOST = 1_000;

/** Everything that is kept of bikes with a prefix, as it is kept, with the rides of some, and whatever counts for any purpose. */
export async function allThatIsKept(worker: RunningWorker, prefix: string, ridden: readonly string[]) {
  const { es, names, kafka } = worker;
  // Of each key what came last.
  const newest = new Map(
    (await readTopic(kafka, names.topics.deadLetter)).map(({ key, value }) => [String(key), value]),
  );
  const letters = [...newest.values()].flatMap((value) => (value === null ? [] : [String(value)])).sort();
  const readings = await storedDocuments(es, names, prefix);
  const entries = (await quarantined(es, names, prefix)).length;
  const rides = await Promise.all(ridden.map((bikeId) => ridesOf(worker, bikeId)));
  return { letters, readings, entries, rides: rides.flat(), consented: await consentedRides(worker) };
}
export type Kept = Awaited<ReturnType<typeof allThatIsKept>>;

/** Every consented ride with its id, whoever's. */
async function consentedRides({ es, names }: RunningWorker) {
  await refreshIndex(es, names.consentedRides);
  const sort = ["start", "purpose", "rider"];
  const { hits } = await es.search({ index: names.consentedRides, size: MOST, sort });
  return hits.hits.map(({ _id, _source }) => ({ id: _id, ...ConsentedRide.parse(_source) }));
}

/** Which bike's reading of when each is. */
export const timesOf = ({ readings }: Kept): string[] =>
  readings.map((reading) => `${reading.bike_id} ${Date.parse(String(reading["@timestamp"]))}`);

/** What of it was measured before a moment, ms since epoch. */
export const keptBefore = (kept: Kept, untilMs: number): Kept => ({
  ...kept,
  readings: kept.readings.filter((reading) => Date.parse(String(reading["@timestamp"])) < untilMs),
  rides: kept.rides.filter(({ start }) => start < untilMs),
  consented: kept.consented.filter(({ start }) => start < untilMs),
});
