import { openFigures } from "@/ingest-worker/figures/open-figures";
import { lines, sendLines } from "@/ingest-worker/rides/send-lines";
import { FiguresReader } from "@/lib/analytics/figures-reader";
import { bikeSeeds } from "@/lib/bikes/testing/bike-seeds";
import { type Database, openDatabase } from "@/lib/db/client";
import { markFigures } from "@/lib/db/figure-marks";
import { sql } from "@/lib/db/testing/statement";
import { PURPOSES } from "@/lib/domain/consent";
import { namesIn } from "@/lib/domain/names";
import { ReportsEnvironment } from "@/lib/env/reports";
import { createElasticsearch } from "@/lib/es/client";
import { pageThrough } from "@/lib/es/page-through";
import { refreshIndex } from "@/lib/es/refresh-index";
import { signPurpose } from "@/lib/reports/sign-purpose";
import { arrivalOf, countedFor, purposesOf, type SeededRide } from "./seeded-rides";

const RIDES_PER_BULK = 2_000;
const MODELS = ["City", "Trekking", "Cargo", "Mountain", "Folding"];
/** Of so many rides one is also kept as the fleet's, of which completeness is foreseen. */
const OF_FLEET = 20;
export const ZONE = "Europe/Berlin";

/** An installation of which consented rides are written, figures computed at a moment, and reports asked for. */
export async function openFigureInstallation(environment: Readonly<Record<string, string>>, nowMs: number) {
  const told = (name: string): string => environment[name] ?? "";
  const url = told("SLIPSTREAM_ELASTICSEARCH_URL");
  const as = (username: "projection" | "rides") =>
    createElasticsearch({
      ...{ url, username },
      password: told(`SLIPSTREAM_ELASTICSEARCH_${username.toUpperCase()}_PASSWORD`),
    });
  const openedMs = performance.now();
  const [es, rider] = [as("projection"), as("rides")];
  const names = namesIn(told("SLIPSTREAM_NAMESPACE"));
  const settings = ReportsEnvironment.parse(environment);
  const projection = openDatabase(settings.SLIPSTREAM_DATABASE_PROJECTION_URL);
  const owner = openDatabase(told("SLIPSTREAM_DATABASE_OWNER_URL"));
  const password = told("SLIPSTREAM_ELASTICSEARCH_ANALYTICS_PASSWORD");
  const reader = FiguresReader.open({ url, password, namespace: told("SLIPSTREAM_NAMESPACE") });
  const seeds = bikeSeeds(owner.db);
  const maker = await seeds.organisation("Maker of the bench", "maker");
  const oem = await seeds.organisation("OEM of the bench", "oem");
  const models: string[] = [];
  for (const name of MODELS) {
    const [row] = await owner.db.execute<{ id: string }>(sql`insert into bike_models
      (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm, report_every_s)
      values (${oem}, ${name}, ${name}, 'city', 'G1', 625, 'M7', 700, 900) returning id`);
    models.push(row?.id ?? "");
  }
  // What an analyst does is asked of this process's own logins.
  Object.assign(process.env, environment);
  const analyst = await seeds.somebody("analyst", maker, "maker");
  for (const purpose of PURPOSES) await signPurpose(analyst, { purpose, task: "How fast reports are" });

  return {
    models,
    reader,
    analyst,
    openLane: () =>
      openFigures(
        { SLIPSTREAM_ELASTICSEARCH_URL: url, SLIPSTREAM_REPORT_ZONE: ZONE },
        settings,
        names,
        () => Math.round(nowMs + performance.now() - openedMs),
        {
          onRefused: (id, why) => {
            throw new Error(`${id} was refused: ${why}`);
          },
        },
      ),
    /** Writes the documents of rides. @returns how many there are. @param run ids begin with it: other rides have other ones. */
    async write(run: string, rides: Iterable<SeededRide>): Promise<number> {
      let documents = 0;
      let [counted, arrived] = [[] as string[], [] as string[]];
      const send = async (atLeast: number) => {
        if (counted.length < atLeast) return;
        await sendLines(es, names.consentedRides, counted);
        await sendLines(rider, names.rides, arrived);
        [counted, arrived] = [[], []];
      };
      let at = 0;
      let open = { day: "", rides: new Map<number, number>() };
      for (const ride of rides) {
        if (open.day !== ride.ridden.day) {
          await keepRideDays(owner.db, open.day, open.rides);
          open = { day: ride.ridden.day, rides: new Map() };
        }
        open.rides.set(ride.bike, (open.rides.get(ride.bike) ?? 0) + 1);
        for (const purpose of purposesOf(ride.bike)) {
          counted.push(lines({ index: { _id: `${run} ${at} ${purpose}` } }, countedFor(ride, purpose)));
          documents++;
        }
        if (at % OF_FLEET === 0) arrived.push(lines({ index: { _id: `${run} ${at}` } }, arrivalOf(ride, at)));
        at++;
        await send(RIDES_PER_BULK);
        if (at % 50_000 === 0) console.error(`${at} rides written`);
      }
      await send(0);
      await keepRideDays(owner.db, open.day, open.rides);
      await refreshIndex(es, names.consentedRides);
      await refreshIndex(rider, names.rides);
      return documents;
    },
    mark: (days: readonly string[]): Promise<void> =>
      markFigures(
        projection.db,
        PURPOSES.flatMap((purpose) => days.map((day) => ({ purpose, day }))),
        "late-data",
      ),
    /** What was just computed would rest for days; from now on nothing does. */
    async endRests(): Promise<void> {
      await owner.db.execute(sql`update figure_blocks set published_at = published_at - interval '30 days'`);
    },
    /** Of which each was published anew with ten riders more, so far. */
    async restated(): Promise<number> {
      await refreshIndex(es, names.figures);
      return (await es.count({ index: names.figures, query: { term: { kind: "restatement" } } })).count;
    },
    /** Forgets all figures, of which the next ones are then the first. */
    async forgetFigures(): Promise<void> {
      await owner.db.execute(sql`alter table figure_atoms disable trigger figure_atoms_stay`);
      await owner.db.execute(sql`truncate figure_atoms, figure_blocks, figure_documents, ride_days`);
      await refreshIndex(es, names.figures);
      const all = { query: { match_all: {} }, sort: [{ _seq_no: "asc" }], perPage: 500, fields: ["kind"] };
      for await (const page of pageThrough(es, names.figures, all))
        await sendLines(
          es,
          names.figures,
          page.map(({ id }) => lines({ delete: { _id: id } })),
        );
    },
    async close(): Promise<void> {
      await Promise.all([es.close(), rider.close(), reader.close(), projection.close(), owner.close()]);
    },
  };
}

/** How many rides of a day count for each purpose, of which coverage is made. @param rides by bike. */
async function keepRideDays(db: Database, day: string, rides: ReadonlyMap<number, number>): Promise<void> {
  if (rides.size === 0) return;
  for (const purpose of PURPOSES) {
    const rows = [...rides].map(([bike, count]) => ({
      ...{ bike: `BR-${bike}`, rides: count, counted: purposesOf(bike).includes(purpose) ? count : 0 },
    }));
    await db.execute(sql`
      insert into ride_days (purpose, day, bike_id, rides, counted, no_rider, no_consent, withdrawn)
      select ${purpose}, ${day}::date, b, r, c, 0, r - c, 0
      from unnest(${sql.param(rows.map(({ bike }) => bike))}::text[], ${sql.param(rows.map((row) => String(row.rides)))}::text[]::int[],
        ${sql.param(rows.map(({ counted }) => String(counted)))}::text[]::int[]) as d (b, r, c)
      on conflict do nothing`);
  }
}
export type FigureInstallation = Awaited<ReturnType<typeof openFigureInstallation>>;
