import { HEADER } from "@/lib/domain/packet";
import type { RunningWorker } from "../../testing/running-worker";
import { riding } from "./riding";

const MINUTE_MS = 60_000;

export interface Upload {
  readonly bikeId: string;
  readonly atMs: number;
  readonly value: string;
  /** Who signed it. */
  readonly rider?: string;
}

export const packet = (bikeId: string, readings: readonly object[], source = "app") =>
  JSON.stringify({ v: 1, bike_id: bikeId, source, readings });

/** Whatever a rider's phone may leave behind: a ride, a field that is wrong, rubbish, and a reading without a time. */
export const leavings = (bikeId: string, atMs: number): Upload[] => [
  { bikeId, atMs, value: packet(bikeId, riding(atMs)) },
  { bikeId, atMs, value: packet(bikeId, [{ t: atMs + 1, speed_kmh: 500, soc_pct: 50 }]) },
  { bikeId, atMs, value: `{"broken ${atMs}` },
  { bikeId, atMs, value: packet(bikeId, [{ t: null, odometer_m: (atMs / 1_000) % 100_000 }]) },
];

/** What the bike's module tells of the same ride, from two minutes before to two after it: it goes on, and is nobody's word. */
export const byModule = (fromMs: number) =>
  Array.from({ length: 29 }, (_, at) => ({
    t: fromMs - 2 * MINUTE_MS + at * 30_000 + 1,
    speed_kmh: 18,
    lat: 47 + (6 * at - 24) / 4_448,
    lon: 9.5,
  }));

/** Half an hour after it was measured; each has an outcome then. */
export async function sendUploads(
  { publisher, names, caughtUp }: RunningWorker,
  uploads: readonly Upload[],
): Promise<void> {
  await publisher.publish(
    names.topics.telemetryLate,
    uploads.map(({ bikeId, atMs, value, rider }) => ({
      ...{ key: bikeId, value },
      headers: {
        ...{ [HEADER.receivedAt]: String(atMs + 30 * MINUTE_MS), [HEADER.ingestClient]: "tests" },
        ...(rider === undefined ? {} : { [HEADER.rider]: rider }),
      },
    })),
  );
  await caughtUp();
}
