import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Elasticsearch } from "@/lib/es/client";
import { refreshIndex } from "@/lib/es/refresh-index";
import { type FilledPacket, fill, filledPacket, storedIn } from "./filled-topic";
import { type BenchResult, judged, rounded } from "./result";
import { withWorker } from "./with-worker";

const BIKES = Number(process.env.SLIPSTREAM_BENCH_BIKES ?? 1_000);
/** Of each bike over the year, of so many readings each. */
const RIDES = 150;
const READINGS = 20;
const STEP_MS = 15_000;
/** 18 km/h. */
const PER_STEP_M = 75;
const RIDE_M = (READINGS - 1) * PER_STEP_M;
const DAY_MS = 86_400_000;
const BETWEEN_MS = (365 * DAY_MS) / RIDES;
const METRES_PER_DEGREE = 111_195.08;
const LOOK_EVERY_MS = 500;
/** Whoever has not caught up so long after the last reading was stored, ms, does not. */
const SETTLES_WITHIN_MS = 600_000;

const Found = z.object({
  hits: z.object({ total: z.object({ value: z.number() }) }),
  aggregations: z.object({
    metres: z.object({ value: z.number() }),
    readings: z.object({ value: z.number() }),
  }),
});

/** A phone's packets of a year, one a ride, bikes in turn as many phones send them. */
function* theYear(lastMs: number): Generator<FilledPacket> {
  for (let ride = 0; ride < RIDES; ride++)
    for (let bike = 0; bike < BIKES; bike++) {
      const startMs = lastMs - (RIDES - ride) * BETWEEN_MS + (bike % 97) * 60_000;
      const readings = Array.from({ length: READINGS }, (_, at) => ({
        t: Math.round(startMs + at * STEP_MS),
        lat: 47 + (at * PER_STEP_M) / METRES_PER_DEGREE,
        lon: 9.5,
        speed_kmh: 18,
        soc_pct: 80 - at / 10,
      }));
      yield filledPacket({ v: 1, bike_id: `BR-${String(bike).padStart(6, "0")}`, source: "app", readings });
    }
}

/** How many rides are kept, their metres and readings. */
async function kept(es: Elasticsearch, index: string) {
  await refreshIndex(es, index);
  const answer = await es.transport.request<unknown>({
    method: "POST",
    path: `/${index}/_search`,
    body: {
      size: 0,
      track_total_hits: true,
      query: { term: { kind: "ride" } },
      aggs: { metres: { sum: { field: "distance_m" } }, readings: { sum: { field: "readings" } } },
    },
  });
  const { hits, aggregations } = Found.parse(answer);
  return {
    rides: hits.total.value,
    metres: aggregations.metres.value,
    readings: aggregations.readings.value,
  };
}

/**
 * A year of many bikes that their phones upload at once: how many rides a second are computed, and how long after the last
 * reading was stored all of them are right, by number, readings and metres. Two workers, as the stack runs them.
 */
export const rides = (): Promise<BenchResult> =>
  withWorker(async ({ names, worker, publisher, observer, addWorker }) => {
    const readings = BIKES * RIDES * READINGS;
    worker.freeze();
    await fill(publisher, names.topics.telemetryLate, theYear(Date.now() - DAY_MS), Date.now());
    await addWorker("rides");
    worker.thaw();
    const startedAt = performance.now();
    let storedAt = Number.NaN;
    for (;;) {
      if (Number.isNaN(storedAt) && storedIn(await worker.figures()) >= readings) {
        storedAt = performance.now();
        console.error(`stored after ${((storedAt - startedAt) / 1_000).toFixed(1)} s`);
      }
      const now = await kept(observer, names.rides);
      console.error(`${((performance.now() - startedAt) / 1_000).toFixed(0)} s: ${JSON.stringify(now)}`);
      const isWhole = now.rides === BIKES * RIDES && now.readings === readings;
      if (!Number.isNaN(storedAt) && isWhole) {
        if (now.metres !== now.rides * RIDE_M)
          throw new Error(`expected ${now.rides * RIDE_M} m in all, got ${now.metres}`);
        break;
      }
      if (performance.now() - storedAt > SETTLES_WITHIN_MS)
        throw new Error(
          `expected ${BIKES * RIDES} rides of ${readings} readings ${SETTLES_WITHIN_MS / 1_000} s after these were stored, got ${JSON.stringify(now)}`,
        );
      await sleep(LOOK_EVERY_MS);
    }
    const endedAt = performance.now();
    return judged(
      {
        rides_per_s: rounded((BIKES * RIDES) / ((endedAt - startedAt) / 1_000)),
        settle_s: rounded((endedAt - storedAt) / 1_000),
        stored_per_s: rounded(readings / ((storedAt - startedAt) / 1_000)),
      },
      { atMost: { settle_s: 60 } },
    );
  });
