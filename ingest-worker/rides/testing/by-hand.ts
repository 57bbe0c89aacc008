import { DEFAULT_SERVICE_EPOCH_MS } from "@/lib/domain/placing";
import type { Registration } from "@/lib/domain/registration";
import { RIDE_VERSION } from "@/lib/domain/ride-document";
import type { Elasticsearch } from "@/lib/es/client";
import { createElasticsearch } from "@/lib/es/client";
import { makeTestInstallation } from "@/stack/test-installation";
import { type RunningWorker, runWorkerOn } from "../../testing/running-worker";
import { RideBuilder } from "../ride-builder";
import type { MarkedBike } from "../waiting-marks";
import { ridesOf, sendLate } from "./rides-of";

const MINUTE_MS = 60_000;
/** A Sunday noon long ago. */
const noonMs = Date.parse("2025-06-15T12:00:00Z");
const METRES_PER_DEGREE = 111_195.08;

/** Minutes after that noon, ms since epoch. */
export const noon = (minute: number): number => noonMs + minute * MINUTE_MS;

/** A worker in an installation of its own: nobody works on the marks but the builders of a suite. */
export const workerWithoutRides = async (
  environment: Readonly<Record<string, string>>,
): Promise<RunningWorker> =>
  runWorkerOn(await makeTestInstallation(environment), { lanes: ["late", "bikes"] });

export const asRides = (
  { environment }: RunningWorker,
  url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
) =>
  createElasticsearch({
    url,
    username: "rides",
    password: environment.SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD ?? "",
  });

export const builderOn = (es: Elasticsearch, { names }: RunningWorker, version = RIDE_VERSION) =>
  new RideBuilder(es, names, DEFAULT_SERVICE_EPOCH_MS, () => Date.now(), version);

/** Stores what a bike reports that rides north at 18 km/h from one minute to another. */
export async function ride(
  worker: RunningWorker,
  bikeId: string,
  fromMinute: number,
  toMinute: number,
): Promise<void> {
  const readings = Array.from({ length: (toMinute - fromMinute) * 4 + 1 }, (_, at) => {
    const minute = fromMinute + at / 4;
    return { t: noon(minute), speed_kmh: 18, lat: 47 + (minute * 300) / METRES_PER_DEGREE, lon: 9.5 };
  });
  await sendLate(worker, [{ bikeId, source: "iot", readings }]);
  await worker.caughtUp();
}

/** What the bike's state says of its master data, as the lane of bikes would have it. */
export async function register(
  { es, names }: RunningWorker,
  bikeId: string,
  registration: Partial<Registration>,
): Promise<void> {
  const whole = {
    version: 1,
    withdrawn: false,
    oem_id: "o",
    model_id: "m",
    assignments: [],
    // An update leaves what it does not name.
    ...{ readings_in: [], readings_out: [] },
    ...registration,
  };
  await es.update({ index: names.state, id: bikeId, doc: { registration: whole } });
}

/** Marks of a bike: of all that it has, and of the hour after noon. */
export const all = (bikeId: string): MarkedBike => ({
  bikeId,
  marks: [{ from: null, to: null, wait_ms: 0 }],
});
export const around = (bikeId: string): MarkedBike => ({
  bikeId,
  marks: [{ from: noon(0), to: noon(60), wait_ms: 0 }],
});

/** Builds and closes as the lane does. @returns what it would tell. */
export async function buildOn(
  es: Elasticsearch,
  worker: RunningWorker,
  bike: MarkedBike,
  version = RIDE_VERSION,
): Promise<string[]> {
  const builder = builderOn(es, worker, version);
  await builder.refresh([bike]);
  const told: string[] = [];
  for (let open: readonly MarkedBike[] = [bike]; open.length > 0; ) {
    const built = await builder.build(open);
    told.push(...built.changed.map(({ value }) => String(value)));
    open = await builder.close(built);
  }
  return told;
}

/** The rides that are kept, from and to in minutes after noon. */
export const kept = async (worker: RunningWorker, bikeId: string) =>
  (await ridesOf(worker, bikeId)).map(({ start, end, fleet_id, revision, cause }) => ({
    start: (start - noonMs) / MINUTE_MS,
    end: (end - noonMs) / MINUTE_MS,
    ...{ fleet_id, revision, cause },
  }));

export const headOf = async ({ es, names }: RunningWorker, bikeId: string) =>
  (await es.get<Record<string, unknown>>({ index: names.rides, id: bikeId }))._source;

export const inFleet = (fleet: string) => ({ assignments: [{ fleet_id: fleet, from: null, to: null }] });
