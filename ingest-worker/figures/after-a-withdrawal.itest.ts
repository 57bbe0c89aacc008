import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { definitionOf } from "@/lib/analytics/definitions";
import { FiguresReader } from "@/lib/analytics/figures-reader";
import { findFigures } from "@/lib/analytics/find-figures";
import { tellReport } from "@/lib/analytics/report/tell-report";
import { duePurges } from "@/lib/consent/purge/purges-due";
import { aRide } from "@/lib/consent/testing/a-ride";
import { askForEvidence } from "@/lib/db/evidence-requests";
import { sql } from "@/lib/db/testing/statement";
import type { Purpose } from "@/lib/domain/consent";
import { ReportsEnvironment } from "@/lib/env/reports";
import { readRangeModel } from "@/lib/range-model/read-range-model";
import { mintQuestion } from "@/lib/reports/mint-question";
import {
  openProjectionSuite,
  type ProjectionSuite,
  whole,
  ZONE,
} from "../projection/testing/projection-suite";
import { openFigures } from "./open-figures";
import { placesOf } from "./testing/places-of";

const LONG_AGO = Date.parse("2026-01-01T00:00:00Z");
const DAYS = [Date.parse("2026-11-16T12:00:00Z"), Date.parse("2026-11-17T12:00:00Z")] as const;
const WEEK = { definition: "usage", grain: "week", block: "2026-W47" } as const;
/** Five minutes before the week is published, and after. */
const [BEFORE, AFTER] = [Date.parse("2026-11-23T22:55:00Z"), Date.parse("2026-11-23T23:05:00Z")];
const RIDERS = 11;
const LEAVES = RIDERS - 1;
const [KM, FAR_KM] = [4, 50];
const bikeOf = (at: number) => `AW-${String(at).padStart(6, "0")}`;

let suite: ProjectionSuite;
let riders: string[] = [];
const clock = { nowMs: BEFORE };
/** As a process has it that runs on, and as one that was started anew. */
let remembering: ReturnType<typeof openFigures>;
let started: ReturnType<typeof openFigures>;

beforeAll(async () => {
  suite = await openProjectionSuite(inject("environment"));
  const { names, environment } = suite;
  const settings = ReportsEnvironment.parse({
    ...environment,
    SLIPSTREAM_PSEUDONYM_KEY: suite.wrapping.toString("base64"),
  });
  const url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
  const around = { SLIPSTREAM_ELASTICSEARCH_URL: url, SLIPSTREAM_REPORT_ZONE: ZONE };
  const onRefused = (id: string) => expect.fail(`${id} was refused`);
  const open = () => openFigures(around, settings, names, () => clock.nowMs, { onRefused });
  [remembering, started] = [open(), open()];
  riders = await Promise.all(Array.from({ length: RIDERS }, (_, at) => suite.rider(`rider-${at}`)));
  for (const [at, rider] of riders.entries()) {
    await suite.bike(bikeOf(at), rider);
    await suite.keepRides([rideOf(at)]);
  }
});
afterAll(async () => {
  await Promise.all([remembering.close(), started.close()]);
  await suite.close();
});

/** On neither day are there ten; who leaves rides farther than all others together. */
function rideOf(at: number) {
  const [start, km] = [DAYS[at % 2] ?? 0, at === LEAVES ? FAR_KM : KM];
  const way = { way_m: km * 1_000, way_s: km * 150, way_wh: km * 10, way_energy_m: km * 1_000 };
  return aRide(bikeOf(at), start, start + km * 150_000, {
    ...{ distance_m: km * 1_000, moving_s: km * 150, energy_s: km * 150, energy_wh: km * (10 + at / 10) },
    ...way,
  });
}
async function agree(purpose: Purpose): Promise<void> {
  for (const rider of riders) await suite.consent(rider, purpose, "granted", LONG_AGO);
  await suite.projector.project(riders.map((_, at) => whole(bikeOf(at))));
}
const pseudonymsOfFar = async () =>
  (await suite.documents())
    .filter(({ distance_m }) => distance_m === FAR_KM * 1_000)
    .map(({ rider }) => rider);
const analytics = () =>
  FiguresReader.open({
    url: suite.environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
    password: suite.environment.SLIPSTREAM_ELASTICSEARCH_ANALYTICS_PASSWORD ?? "",
    namespace: suite.names.namespace,
  });

/** Riders, rides and metres of the week, as its page shows and its file has them. */
async function report() {
  const definition = definitionOf(WEEK.definition) ?? expect.fail();
  const reader = analytics();
  const range = { from: "2026-11-16", to: "2026-11-22" };
  const asked = mintQuestion({
    ...{ definition: definition.id, purpose: definition.purpose, ...range, groupings: [], compares: false },
    ...{ use: "file", task: "how much is ridden", signedUntilMs: 0 },
  });
  const { blocks } = await findFigures(reader, asked, ZONE);
  await reader.close();
  const told = tellReport({
    ...{ definition, range, compares: false, by: [], plot: "rides", blocks, names: new Map() },
    clock: { zone: ZONE, today: "2026-11-28" },
  });
  const total = told.figures.map(({ name }, at) => [name, told.rows.total[at]] as const);
  return { riders: blocks.find(({ grain }) => grain === "week")?.riders, figures: Object.fromEntries(total) };
}

it("nothing that is kept for later, learned or handed out uses rides of who withdrew, though they are still there", async () => {
  await agree("product-research");
  await remembering.turn();
  // Remembered for their week: of the days nobody is published.
  expect((await report()).figures).toMatchObject({ rides: { kind: "masked" } });
  await agree("range-model");
  const pseudonyms = await pseudonymsOfFar();
  expect(new Set(pseudonyms).size).toBe(2);

  const rider = riders[LEAVES] ?? "";
  for (const purpose of ["product-research", "range-model"] as const)
    await suite.consent(rider, purpose, "withdrawn");
  clock.nowMs = AFTER;
  await remembering.turn();
  expect(await report()).toMatchObject({
    riders: RIDERS - 1,
    figures: {
      rides: { kind: "value", value: RIDERS - 1 },
      distance_m: { kind: "value", value: (RIDERS - 1) * KM },
    },
  });
  await askForEvidence(suite.maker, WEEK, "analyst");
  await started.turn();
  expect(await readRangeModel(suite.es, suite.names)).toMatchObject({
    model: { riders: RIDERS - 1, rides: RIDERS - 1 },
  });
  expect((await report()).riders).toBe(RIDERS - 1);
  expect(await pseudonymsOfFar()).toEqual(pseudonyms);

  for (const due of await duePurges(suite.db, 10)) await suite.purger.purge(due);
  expect(await pseudonymsOfFar()).toEqual([]);
  for (const pseudonym of pseudonyms)
    expect(await placesOf(suite, pseudonym)).toEqual(["purge_receipts", "purged_pseudonyms"]);
  expect(await suite.rows(sql`select sum(keys_destroyed)::int as keys from purge_receipts`)).toEqual([
    { keys: 2 },
  ]);
});
