import { DEFINITIONS } from "@/lib/analytics/definitions";
import { shownOf } from "@/lib/analytics/report/shown";
import { TABLES } from "@/lib/analytics/tables";
import { answerReport } from "@/lib/reports/answer-report";
import { startBenchStack } from "./bench-stack";
import { type FigureInstallation, openFigureInstallation, ZONE } from "./figure-installation";
import { type BenchResult, judged, percentile, rounded } from "./result";
import { DAYS, dayAt, lateRides, seededRides } from "./seeded-rides";

const RIDES = Number(process.env.SLIPSTREAM_BENCH_RIDES ?? 1_000_000);
const BIKES = Number(process.env.SLIPSTREAM_BENCH_BIKES ?? 10_000);
/** Of the rides, to see how times grow with them. */
const SHARES = [1 / 16, 1 / 4, 1];
/** Asked for so often, each report. */
const ROUNDS = 25;
const WARM_UP = 3;
/** All blocks are closed by then, the quarter too. */
const NOW = Date.parse("2026-10-05T12:00:00Z");
/** Days of which rides come late, and how many of each: enough for some cells to be published again. */
const LATE_DAYS = [40, 41, 42, 43, 44];
const LATE_RIDES = 2_000;

interface Measured {
  readonly rides: number;
  readonly documents: number;
  readonly allSeconds: number;
  readonly daySeconds: number;
  readonly monthMs: number;
  readonly quarterMs: number;
  readonly restatements: number;
}

/**
 * Reports of 10,000 bikes over 90 days and 1,000,000 different rides. Each counts for the one purpose that its rider agreed to, a
 * quarter of them for two (`seeded-rides.ts`), so that each report is of 312,500.
 *
 * `all_s`: all figures from scratch of the consented rides, as they are in Elasticsearch; the projection, which wrote these, is not in
 * it (`bench -- rides` has it). `day_s`: from the mark of a day to which new riders' rides came late until what changed is
 * published, its week, quarter and restatements included; the slowest of five days. `p95_…_ms`: what a page asks of a report as
 * it is shown first, the period before compared: the question is kept, and blocks, restatements and evidence are read, groups
 * named, and figures, coverage and completeness told; without drawing the page. The slowest report. All of it of a sixteenth and of a
 * quarter of the rides first (`…_of_1_16`, `…_of_1_4`): so times grow with rides of the same days and bikes.
 */
export async function reports(): Promise<BenchResult> {
  const { environment, stop } = await startBenchStack();
  const installation = await openFigureInstallation(environment, NOW);
  try {
    const measured: Measured[] = [];
    for (const share of SHARES) {
      if (measured.length > 0) await installation.forgetFigures();
      const one = await measure(installation, Math.round(RIDES * share));
      console.error(JSON.stringify(one));
      measured.push(one);
    }
    return resultOf(measured);
  } finally {
    await installation.close();
    await stop();
  }
}

async function measure(installation: FigureInstallation, rides: number): Promise<Measured> {
  const { models } = installation;
  const run = String(rides);
  const documents = await installation.write("first", seededRides(rides, BIKES, models));
  const lane = installation.openLane();
  await installation.mark(Array.from({ length: DAYS }, (_, at) => dayAt(at)));
  const allSeconds = await secondsOf(async () => {
    while ((await lane.turn()) > 0);
  });
  const daySeconds: number[] = [];
  for (const [at, day] of LATE_DAYS.entries()) {
    const first = BIKES + rides + at * LATE_RIDES;
    await installation.write(`${run} late ${day}`, lateRides(day, LATE_RIDES, first, models));
    await installation.endRests();
    daySeconds.push(
      await secondsOf(async () => {
        await installation.mark([dayAt(day)]);
        await lane.turn();
      }),
    );
  }
  await lane.close();
  // Whoever begins to lead says at once of all blocks how much is still to come.
  const next = installation.openLane();
  await next.turn();
  await next.close();
  const restatements = await installation.restated();
  if (restatements === 0) throw new Error("expected days to be published anew, got none");
  const [monthMs, quarterMs] = [await slowest(installation, 30), await slowest(installation, DAYS)];
  return {
    rides,
    documents,
    allSeconds,
    daySeconds: Math.max(...daySeconds),
    monthMs,
    quarterMs,
    restatements,
  };
}

/** The 95th percentile of the slowest report over the last days, ms. */
async function slowest(installation: FigureInstallation, days: number): Promise<number> {
  const range = { from: dayAt(DAYS - days), to: dayAt(DAYS - 1) };
  const clock = { zone: ZONE, today: new Date(NOW).toISOString().slice(0, 10) };
  const percentiles: number[] = [];
  for (const definition of DEFINITIONS) {
    const shown = shownOf(definition.id);
    const [by, plot] = [shown?.by ?? [], shown?.plot ?? ""];
    const wanted = { definition, range, by, compares: true, plot, use: "page" as const };
    const times: number[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const startedAt = performance.now();
      const answer = await answerReport(installation.analyst, installation.reader, wanted, clock);
      if (round >= 0) times.push(performance.now() - startedAt);
      const blocks = answer?.found.blocks ?? [];
      if (!blocks.some(({ completeness, coverage }) => completeness && coverage.all !== null))
        throw new Error(`expected blocks of ${definition.id} that tell coverage and completeness, got none`);
    }
    percentiles.push(percentile(times, 0.95));
    console.error(`${definition.id}, ${days} days: p95 ${percentiles.at(-1)?.toFixed(0)} ms`);
  }
  return Math.max(...percentiles);
}

function resultOf(measured: readonly Measured[]): BenchResult {
  const all = measured.at(-1);
  if (!all) throw new Error("expected at least one number of rides");
  const earlier = measured.slice(0, -1).flatMap((one, at) => {
    const part = Math.round(1 / (SHARES[at] ?? 1));
    return [
      [`all_s_of_1_${part}`, rounded(one.allSeconds)],
      [`day_s_of_1_${part}`, rounded(one.daySeconds)],
      [`p95_30d_ms_of_1_${part}`, rounded(one.monthMs)],
      [`p95_90d_ms_of_1_${part}`, rounded(one.quarterMs)],
    ] as const;
  });
  return judged(
    {
      ...{
        rides: all.rides,
        documents: all.documents,
        tables: TABLES.length,
        restatements: all.restatements,
      },
      ...{ p95_30d_ms: rounded(all.monthMs), p95_90d_ms: rounded(all.quarterMs) },
      ...{ day_s: rounded(all.daySeconds), all_s: rounded(all.allSeconds) },
      ...Object.fromEntries(earlier),
    },
    { atMost: { p95_30d_ms: 200, p95_90d_ms: 400, day_s: 5, all_s: 600 } },
  );
}

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1_000;
};
