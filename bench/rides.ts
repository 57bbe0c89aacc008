import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type Database, openDatabase } from "@/lib/db/client";
import { sql } from "@/lib/db/testing/statement";
import { PURPOSES } from "@/lib/domain/consent";
import { ReportsEnvironment } from "@/lib/env/reports";
import { createElasticsearch } from "@/lib/es/client";
import { seedAgreeingRiders } from "./agreeing-riders";
import { compareFigures, keptSums } from "./beneath-the-mask";
import { fill, storedIn } from "./filled-topic";
import { expectedByDay, type LateYear, metresIn, packetsOf, readingsIn, ridersOf } from "./late-year";
import { type BenchResult, judged, rounded } from "./result";
import { withWorker } from "./with-worker";

const BIKES = Number(process.env.SLIPSTREAM_BENCH_BIKES ?? 1_000);
const RIDES_PER_BIKE = 150;
const ZONE = "Europe/Berlin";
const DAY_MS = 86_400_000;
/** Looking costs too: it refreshes the indices and sums up all rides. */
const LOOK_EVERY_MS = 2_000;
/** Whoever has not caught up so long after the last reading was stored, ms, does not. */
const SETTLES_WITHIN_MS = 600_000;
const Waiting = z.object({ marks: z.number() });

/**
 * A year of many bikes that their phones upload at once. Each bike has an owner, most of whom agreed before (`late-year.ts`). How many
 * rides a second are computed; how long after the last reading was stored all rides are right, by number, readings and
 * metres (`rides_settle_s`); and how long until figures beneath the mask are (`settle_s`): the consented rides from which the
 * lane of figures computes them, none of which changes any more, give each definition, day and purpose what was ridden. Three
 * workers with all lanes of the stack, figures included.
 */
export const rides = (): Promise<BenchResult> =>
  withWorker(async ({ names, worker, publisher, observer, environment, addWorker }) => {
    const receivedMs = Date.now();
    const year: LateYear = {
      ...{ bikes: BIKES, ridesPerBike: RIDES_PER_BIKE },
      ...{ lastMs: receivedMs - DAY_MS, receivedMs },
    };
    const expected = PURPOSES.map((purpose) => [purpose, expectedByDay(year, purpose, ZONE)] as const);
    const documents = expected.reduce((sum, [, days]) => sum + [...days.values()].flat().length, 0);
    const settings = ReportsEnvironment.parse(environment);
    const { db, close } = openDatabase(settings.SLIPSTREAM_DATABASE_PROJECTION_URL);
    const es = createElasticsearch({
      url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
      username: "projection",
      password: settings.SLIPSTREAM_ELASTICSEARCH_PROJECTION_PASSWORD,
    });
    try {
      await seedAgreeingRiders(environment.SLIPSTREAM_DATABASE_OWNER_URL ?? "", ridersOf(year));
      await addWorker("projection,figures");
      while ((await waitingMarks(db)) > 0) await sleep(500);
      worker.freeze();
      await fill(publisher, names.topics.telemetryLate, packetsOf(year), receivedMs);
      await addWorker("rides");
      worker.thaw();
      const startedAt = performance.now();
      const seconds = (atMs: number, sinceMs = startedAt) => (atMs - sinceMs) / 1_000;
      let storedAt: number | null = null;
      let ridesAt: number | null = null;
      const wholeRides = {
        rides: BIKES * RIDES_PER_BIKE,
        metres: metresIn(year),
        readings: readingsIn(year),
      };
      let newest = -1;
      let settledAt: number | null = null;
      while (settledAt === null) {
        if (storedAt === null && storedIn(await worker.figures()) >= readingsIn(year)) {
          storedAt = performance.now();
          console.error(`stored after ${seconds(storedAt).toFixed(1)} s`);
        }
        const made = await keptSums(observer, names.rides, { term: { kind: "ride" } });
        const counted = await keptSums(observer, names.consentedRides, { match_all: {} });
        const lookedAt = performance.now();
        console.error(
          `${seconds(lookedAt).toFixed(0)} s: ${made.rides} rides, ${counted.rides} of ${documents} consented ones`,
        );
        if (storedAt !== null && ridesAt === null && isWhole(made, wholeRides)) {
          ridesAt = lookedAt;
          console.error(`rides are right after ${seconds(lookedAt).toFixed(1)} s`);
        }
        const perDocument = documents / wholeRides.rides;
        const isCounted = isWhole(counted, {
          ...{ rides: documents, metres: wholeRides.metres * perDocument },
          readings: wholeRides.readings * perDocument,
        });
        if (ridesAt !== null && isCounted) [settledAt, newest] = [lookedAt, counted.newest];
        else if (storedAt !== null && lookedAt - storedAt > SETTLES_WITHIN_MS)
          throw new Error(
            `expected all rides ${SETTLES_WITHIN_MS / 1_000} s after these were stored, got ${JSON.stringify([made, counted])}`,
          );
        else await sleep(LOOK_EVERY_MS);
      }
      const wrapping = Buffer.from(settings.SLIPSTREAM_PSEUDONYM_KEY, "base64");
      for (const [purpose, days] of expected)
        await compareFigures({ db, es, index: names.consentedRides, wrapping }, purpose, days);
      const after = await keptSums(observer, names.consentedRides, { match_all: {} });
      if (after.newest !== newest)
        throw new Error("expected consented rides to be settled, got others while they were compared");
      return judged(
        {
          rides_per_s: rounded(wholeRides.rides / seconds(ridesAt ?? Number.NaN)),
          settle_s: rounded(seconds(settledAt, storedAt ?? Number.NaN)),
          rides_settle_s: rounded(seconds(ridesAt ?? Number.NaN, storedAt ?? Number.NaN)),
          stored_per_s: rounded(readingsIn(year) / seconds(storedAt ?? Number.NaN)),
          consented_rides: documents,
        },
        { atMost: { settle_s: 60 } },
      );
    } finally {
      await Promise.all([close(), es.close()]);
    }
  });

type Sums = Record<"rides" | "metres" | "readings", number>;
const isWhole = (got: Sums, wanted: Sums): boolean =>
  got.rides === wanted.rides && got.metres === wanted.metres && got.readings === wanted.readings;

async function waitingMarks(db: Database): Promise<number> {
  const [row] = await db.execute(sql`select count(*)::int as marks from projection_marks`);
  return Waiting.parse(row).marks;
}
