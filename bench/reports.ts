import { z } from "zod";
import { openFigures } from "@/ingest-worker/figures/open-figures";
import { lines, sendLines } from "@/ingest-worker/rides/send-lines";
import { blocksOf } from "@/lib/analytics/blocks";
import { DEFINITIONS } from "@/lib/analytics/definitions";
import { TABLES } from "@/lib/analytics/tables";
import { type Database, openDatabase } from "@/lib/db/client";
import { markFigures } from "@/lib/db/figure-marks";
import { PURPOSES } from "@/lib/domain/consent";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import { FigureBlock } from "@/lib/domain/figures";
import { namesIn } from "@/lib/domain/names";
import { ReportsEnvironment } from "@/lib/env/reports";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { refreshIndex } from "@/lib/es/refresh-index";
import { startBenchStack } from "./bench-stack";
import { type BenchResult, judged, percentile, rounded } from "./result";

/** Of all four purposes together, as many of each. */
const RIDES = Number(process.env.SLIPSTREAM_BENCH_RIDES ?? 1_000_000);
const BIKES = Number(process.env.SLIPSTREAM_BENCH_BIKES ?? 10_000);
const DAYS = 90;
/** Read so often, of each report. */
const ROUNDS = 25;
const RIDES_PER_BULK = 2_000;
const DAY_MS = 86_400_000;
/** All blocks are closed by then, the quarter too. */
const NOW = Date.parse("2026-10-05T12:00:00Z");
const FIRST = Date.parse("2026-06-29T00:00:00Z");
const MODELS = ["city", "trekking", "cargo", "mountain", "folding"];
/** Rides of a day begin by these weights of its hours. */
const HOURS = [1, 1, 0, 0, 1, 3, 10, 30, 34, 18, 14, 15, 18, 17, 17, 20, 28, 36, 30, 18, 11, 7, 4, 2];

const dayAt = (at: number): string => new Date(FIRST + at * DAY_MS).toISOString().slice(0, 10);

/** The same rides in every run. */
function* theRides(share: number): Generator<[id: string, ride: ConsentedRide]> {
  let state = 7;
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const weights = HOURS.reduce((sum, weight) => sum + weight, 0);
  const hourAt = (place: number) => {
    let left = place * weights;
    for (const [hour, weight] of HOURS.entries()) {
      left -= weight;
      if (left < 0) return hour;
    }
    return 0;
  };
  const each = Math.floor((RIDES * share) / PURPOSES.length);
  for (let at = 0; at < each; at++) {
    const bike = Math.floor(chance() * BIKES);
    const day = Math.floor((at * DAYS) / each);
    const hour = hourAt(chance());
    const start = FIRST + day * DAY_MS + hour * 3_600_000;
    const distance_m = Math.round(500 + 9_000 * chance() + 15_000 * chance() ** 6);
    const moving_s = Math.round(distance_m / (4 + 3 * chance()));
    const row = Math.floor(20 * (chance() + chance()));
    const column = Math.floor(20 * (chance() + chance()));
    const cells = Array.from(
      { length: Math.ceil(distance_m / 2_500) },
      (_, step) => `${4700 + row}:${14_300 + column + step}`,
    );
    for (const purpose of PURPOSES) {
      const ride: ConsentedRide = {
        ...{
          purpose,
          rider: `${purpose}-r${bike}`,
          bike: `${purpose}-b${bike}`,
          regranted: false,
          day: dayAt(day),
          hour,
          start,
        },
        ...{
          end: start + moving_s * 1_000,
          start_cell: cells[0] ?? null,
          end_cell: cells.at(-1) ?? null,
          cells,
        },
        ...{
          cells_m: cells.map(() => 2_000),
          source: bike % 3 === 0 ? "app" : "iot",
          client: null,
          fleet_id: null,
        },
        ...{
          oem_id: null,
          model_id: MODELS[bike % MODELS.length] ?? null,
          moving_s,
          distance_m,
          climb_m: 30,
        },
        ...{
          average_kmh: (3.6 * distance_m) / moving_s,
          top_kmh: 25 + 10 * chance(),
          energy_wh: distance_m / 120,
        },
        ...{ way_m: distance_m, way_s: moving_s, way_wh: distance_m / 120, way_energy_m: distance_m },
        ...{
          energy_s: moving_s,
          rider_wh: null,
          motor_wh: null,
          start_pct: 90,
          end_pct: 90 - distance_m / 800,
        },
        ...{ ambient_mean_c: 12 + 18 * chance(), battery_greatest_c: 35, battery_mean_c: 18 + 20 * chance() },
        ...{
          cycles: bike % 600,
          health_pct: 100 - (bike % 15),
          levels_m: [0, distance_m / 4, 0, distance_m / 2],
        },
        ...{
          data_share: 1,
          readings: Math.round(moving_s / 5),
          late_readings: 0,
          settled_s: 30,
          ride_revision: 1,
        },
        ...{ entity_version: 1, position: 1 },
      };
      yield [`${purpose} ${at}`, ride];
    }
  }
}

async function fillRides(es: Elasticsearch, index: string, share: number): Promise<number> {
  let actions: string[] = [];
  let rides = 0;
  for (const [id, ride] of theRides(share)) {
    actions.push(lines({ index: { _id: id } }, ride));
    if (actions.length < RIDES_PER_BULK) continue;
    rides += actions.length;
    await sendLines(es, index, actions);
    actions = [];
    if (rides % 20_000 === 0) console.error(`${rides} rides written`);
  }
  await sendLines(es, index, actions);
  await refreshIndex(es, index);
  return rides + actions.length;
}

const markDays = (db: Database, days: readonly string[]): Promise<void> =>
  markFigures(
    db,
    PURPOSES.flatMap((purpose) => days.map((day) => ({ purpose, day }))),
    "late-data",
  );

const Hits = z.object({ hits: z.object({ hits: z.array(z.object({ _source: z.unknown() })) }) });

/** As a report does: all blocks of a definition within some days. */
async function read(
  es: Elasticsearch,
  index: string,
  definition: string,
  from: number,
  to: number,
): Promise<number> {
  const startedAt = performance.now();
  const filter = [
    { term: { kind: "block" } },
    { term: { definition } },
    { range: { from: { gte: from } } },
    { range: { to: { lte: to } } },
  ];
  const body = { size: 1_000, query: { bool: { filter } } };
  const answer = await es.transport.request({ method: "POST", path: `/${index}/_search`, body });
  for (const { _source } of Hits.parse(answer).hits.hits) FigureBlock.parse(_source);
  return performance.now() - startedAt;
}

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1_000;
};

/**
 * Reports of 10,000 bikes over 90 days: everything from scratch, of a quarter of the rides first to see how that grows; a
 * day that changed; and reading each report over 30 and over 90 days.
 */
export async function reports(): Promise<BenchResult> {
  const { environment, stop } = await startBenchStack();
  const as = (username: "projection" | "analytics") =>
    createElasticsearch({
      url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
      username,
      password: environment[`SLIPSTREAM_ELASTICSEARCH_${username.toUpperCase()}_PASSWORD`] ?? "",
    });
  const [es, reader] = [as("projection"), as("analytics")];
  const settings = ReportsEnvironment.parse(environment);
  const { db, close } = openDatabase(settings.SLIPSTREAM_DATABASE_PROJECTION_URL);
  const owner = openDatabase(environment.SLIPSTREAM_DATABASE_OWNER_URL ?? "");
  const names = namesIn(environment.SLIPSTREAM_NAMESPACE ?? "");
  const open = () =>
    openFigures(
      {
        SLIPSTREAM_ELASTICSEARCH_URL: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
        SLIPSTREAM_REPORT_ZONE: "Europe/Berlin",
      },
      settings,
      names,
      () => NOW,
      {
        onRefused: (id, why) => {
          throw new Error(`${id} was refused: ${why}`);
        },
      },
    );
  const days = Array.from({ length: DAYS }, (_, at) => dayAt(at));
  const fromScratch = async () => {
    const lane = open();
    await markDays(db, days);
    const seconds = await secondsOf(async () => {
      while ((await lane.turn()) > 0);
    });
    return { lane, seconds };
  };
  try {
    const quarter = await fillRides(es, names.consentedRides, 0.25);
    const first = await fromScratch();
    await first.lane.close();
    console.error(`${quarter} rides from scratch: ${first.seconds.toFixed(1)} s`);
    await owner.db.execute("alter table figure_atoms disable trigger figure_atoms_stay");
    await owner.db.execute("truncate figure_atoms, figure_blocks, figure_documents");
    const rides = await fillRides(es, names.consentedRides, 1);
    const { lane, seconds: allSeconds } = await fromScratch();
    console.error(`${rides} rides from scratch: ${allSeconds.toFixed(1)} s`);
    const daySeconds: number[] = [];
    for (const day of days.slice(40, 45)) {
      // What was just computed would rest for days.
      await owner.db.execute("update figure_blocks set published_at = published_at - interval '30 days'");
      await markDays(db, [day]);
      daySeconds.push(await secondsOf(() => lane.turn()));
    }
    await lane.close();
    await refreshIndex(es, names.figures);
    const timesOver = async (many: number): Promise<number> => {
      const [from, to] = [blocksOf(dayAt(0)), FIRST + many * DAY_MS];
      const worst: number[] = [];
      for (const { id } of DEFINITIONS) {
        const times: number[] = [];
        for (let round = 0; round < ROUNDS; round++)
          times.push(await read(reader, names.figures, id, FIRST - DAY_MS, many === DAYS ? NOW : to));
        worst.push(percentile(times, 0.95));
        console.error(`${id}, ${many} days from ${from[0].block}: p95 ${worst.at(-1)?.toFixed(0)} ms`);
      }
      return Math.max(...worst);
    };
    const [p95Month, p95Quarter] = [await timesOver(30), await timesOver(90)];
    return judged(
      {
        rides,
        tables: TABLES.length,
        p95_30d_ms: rounded(p95Month),
        p95_90d_ms: rounded(p95Quarter),
        day_s: rounded(Math.max(...daySeconds)),
        all_s: rounded(allSeconds),
        all_quarter_s: rounded(first.seconds),
        growth: rounded(allSeconds / first.seconds),
      },
      { atMost: { p95_30d_ms: 200, p95_90d_ms: 400, day_s: 5, all_s: 600 } },
    );
  } finally {
    await Promise.all([close(), owner.close(), es.close(), reader.close()]);
    await stop();
  }
}
