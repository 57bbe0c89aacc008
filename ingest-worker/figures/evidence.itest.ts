import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { keyText } from "@/lib/analytics/cells-of";
import { DEFINITIONS, definitionOf } from "@/lib/analytics/definitions";
import { askForEvidence } from "@/lib/db/evidence-requests";
import { marksOf } from "@/lib/db/figure-marks";
import { sql } from "@/lib/db/testing/statement";
import { PURPOSES } from "@/lib/domain/consent";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import type { Evidence, FigureBlock } from "@/lib/domain/figures";
import { RANGE_MODEL_ID } from "@/lib/domain/range-model";
import { aRangeModel } from "@/lib/range-model/testing/a-range-model";
import { openFiguresSuite } from "./testing/figures-suite";
import { FIRST_DAY, idOfRide, measuredRide, ridesOfAllReports } from "./testing/rides-of-all-reports";

type Suite = Awaited<ReturnType<typeof openFiguresSuite>>;
type Place = Pick<FigureBlock, "definition" | "grain" | "block">;
/** The quarter is over for long. */
const NOW = Date.parse("2027-01-20T12:00:00Z");
const BLOCKS = [
  { grain: "day", block: FIRST_DAY },
  { grain: "week", block: "2026-W47" },
  { grain: "quarter", block: "2026-Q4" },
] as const;
const placesOf = (block: Pick<Place, "grain" | "block">) =>
  DEFINITIONS.map(({ id }) => ({ definition: id, ...block }));
const EVERYWHERE = BLOCKS.flatMap(placesOf);
const OF_DAYS = placesOf(BLOCKS[0]);
const USAGE = { definition: "usage", ...BLOCKS[0] };
const HOUR_MS = 3_600_000;
const named = (rides: readonly ConsentedRide[]) =>
  Object.fromEntries(rides.map((ride) => [idOfRide(ride), ride]));
const nameOf = ({ definition, grain, block }: Place) => `${definition}|${grain}|${block}`;

let suite: Suite;
let lane: ReturnType<Suite["open"]>;
beforeAll(async () => {
  suite = await openFiguresSuite(inject("environment"), NOW);
  const model = aRangeModel({ published_at: Date.parse("2026-01-01T00:00:00Z") }, { level: 2, cold: 0 });
  await suite.es.index({ index: suite.names.figures, id: RANGE_MODEL_ID, document: model });
  await suite.count(named(ridesOfAllReports()));
  lane = suite.open();
  while ((await lane.turn()) > 0);
});
afterAll(async () => {
  await lane.close();
  await suite.close();
});

/** Asks, and has it computed; what of it changes from time to time apart. */
async function evidenceOf(
  places: readonly Place[],
): Promise<Pick<Evidence, "revision" | "same" | "because">[]> {
  for (const place of places) await askForEvidence(suite.maker, place, "analyst");
  while ((await lane.turn()) > 0);
  const newest = new Map(
    (await suite.evidence())
      .sort((a, b) => a.asked_at - b.asked_at)
      .map(({ revision, same, because, ...place }) => [nameOf(place), { revision, same, because }]),
  );
  return places.flatMap((place) => newest.get(nameOf(place)) ?? []);
}
const published = async () => ({
  documents: await suite.blocks(),
  cells: await suite.db.execute(sql`select * from figure_atoms order by id`),
  blocks: await suite.db.execute(sql`select * from figure_blocks order by table_name, grain, block`),
});
const blockOf = async (place: Place): Promise<FigureBlock> => {
  const block = (await suite.blocks()).get(`block|${nameOf(place)}`);
  if (!block) throw new Error(`expected ${nameOf(place)} to be published`);
  return block;
};
const keep = (document: FigureBlock) =>
  suite.es.index({ index: suite.names.figures, id: `block|${nameOf(document)}`, document });

/** One more in each value of the first cell, and in the largest bin of each histogram. */
const oneMore = (value: number | readonly number[] | null) =>
  value === null || typeof value === "number"
    ? (value ?? 0) + 1
    : value.with(value.indexOf(Math.max(...value)), Math.max(...value) + 1);
const valuesOtherwise = (block: FigureBlock): FigureBlock => ({
  ...block,
  cells: block.cells.map((cell, at) => (at === 0 ? { ...cell, values: cell.values.map(oneMore) } : cell)),
});
type Values = FigureBlock["cells"][number]["values"];
/** Alters what is kept of the cell that `valuesOtherwise` alters. @returns puts it back. */
async function keepOtherwise({ grain, block, ...of }: FigureBlock): Promise<() => Promise<unknown>> {
  const table = definitionOf(of.definition)?.table ?? "";
  const isKept = sql`table_name = ${table} and grain = ${grain} and block = ${block}
    and key = ${keyText(of.cells[0]?.key ?? [])}`;
  const [kept] = await suite.db.execute<{ values: Values }>(
    sql`select cell_values as values from figure_atoms where ${isKept}`,
  );
  const write = (values: Values = []) =>
    suite.db.execute(
      sql`update figure_atoms set cell_values = ${JSON.stringify(values)}::text::jsonb where ${isKept}`,
    );
  await write(kept?.values.map(oneMore));
  return () => write(kept?.values);
}
const SAME = { same: true, because: [] };

describe("computing again what is published", () => {
  it("gives the same for every report, by day, by week and by quarter, and publishes nothing", async () => {
    const before = await published();
    for (const place of EVERYWHERE) {
      const { cells, measures } = await blockOf(place);
      expect(cells.length, nameOf(place)).toBeGreaterThan(0);
      const measured = measures.filter((_, at) => cells.some(({ values }) => values[at] !== null));
      expect(measured, nameOf(place)).toEqual(measures);
    }
    expect(await evidenceOf(EVERYWHERE)).toEqual(EVERYWHERE.map(() => ({ ...SAME, revision: 1 })));
    expect(await published()).toEqual(before);
  });

  it.each(BLOCKS)("finds each value that a report shows otherwise of $block", async (of) => {
    const blocks = await Promise.all(placesOf(of).map(blockOf));
    for (const block of blocks) await keep(valuesOtherwise(block));
    const told = await evidenceOf(blocks);
    for (const block of blocks) await keep(block);
    for (const [at, { definition, measures }] of blocks.entries()) {
      expect(told[at]?.same, definition).toBe(false);
      expect(told[at]?.because, definition).toHaveLength(measures.length);
      for (const line of told[at]?.because ?? [])
        expect(line).toMatch(/^.+: reports show \d.*, published was \d/);
    }
    expect(await evidenceOf(blocks)).toEqual(blocks.map(() => ({ ...SAME, revision: 1 })));
  });

  it.each(BLOCKS)("finds each value of $block that was published wrongly", async (of) => {
    const blocks = await Promise.all(placesOf(of).map(blockOf));
    const tables = new Map(blocks.map((block) => [definitionOf(block.definition)?.table, block]));
    const putBack: (() => Promise<unknown>)[] = [];
    for (const block of tables.values()) putBack.push(await keepOtherwise(block));
    for (const block of blocks) await keep(valuesOtherwise(block));
    const told = await evidenceOf(blocks);
    for (const put of putBack) await put();
    for (const block of blocks) await keep(block);
    for (const [at, { definition }] of blocks.entries())
      expect(told[at]?.because, definition).toEqual(
        definitionOf(definition)?.measures.map(
          ({ label }) => `${label}: the rides that it was published of come to another value`,
        ),
      );
  });
});

it("is not the same where what is kept of a published cell is altered", async () => {
  const putBack = await keepOtherwise(await blockOf(USAGE));
  const [told] = await evidenceOf([USAGE]);
  await putBack();
  expect(told?.same).toBe(false);
  expect(told?.because).toContain("Rides of M1, 08:00–09:00: reports show 12, published was 13");
});

describe("what reports show", () => {
  it("is told of by the revision that they show, where that is no publication", async () => {
    const block = await blockOf(USAGE);
    await keep({ ...block, revision: 7 });
    expect(await evidenceOf([USAGE])).toEqual([
      { revision: 7, same: false, because: ["Reports show revision 7 of it; 1 was published."] },
    ]);
    await keep(block);
    const nowhere = { ...USAGE, block: "2026-03-02" };
    await keep({ ...block, ...nowhere, revision: 3 });
    expect(await evidenceOf([nowhere])).toEqual([
      { revision: 3, same: false, because: ["It was never published by the lane of figures."] },
    ]);
  });
});

describe("what waits", () => {
  const ridesOf = (riders: readonly number[], over: Partial<ConsentedRide> = {}) =>
    named(
      PURPOSES.flatMap((purpose) =>
        riders.map((rider) => measuredRide("M1", rider, { purpose, day: FIRST_DAY, ...over })),
      ),
    );
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
  /** With values that reports show otherwise in one of the reports, and without. */
  async function expectTheSame(revision: number): Promise<void> {
    const told = OF_DAYS.map(() => ({ ...SAME, revision }));
    expect(await evidenceOf(OF_DAYS)).toEqual(told);
    const block = await blockOf(USAGE);
    await keep(valuesOtherwise(block));
    const [usage, ...others] = await evidenceOf(OF_DAYS);
    await keep(block);
    expect(usage?.because).toHaveLength(block.measures.length);
    for (const line of usage?.because ?? []) expect(line).toContain("reports show");
    expect(others).toEqual(told.slice(1));
  }

  it("is not told apart from what does not: before it is computed, and after it is", async () => {
    await expectTheSame(1);
    await suite.count(ridesOf([0, 1], { start: 1, climb_m: 80 }));
    await suite.remove(ridesOf([2, 3]));
    await suite.count(ridesOf(range(20, 23)));
    await expectTheSame(1);
    suite.clock.nowMs += 400 * HOUR_MS;
    while ((await lane.turn()) > 0);
    await expectTheSame(1);
  });

  it("is not published because somebody asks, however many riders came", async () => {
    await suite.count(ridesOf(range(40, 52)));
    const [before, marks] = [await published(), await marksOf(suite.db, "product-research", [FIRST_DAY])];
    expect(marks).toHaveLength(1);
    await expectTheSame(1);
    expect(await published()).toEqual(before);
    expect(await marksOf(suite.db, "product-research", [FIRST_DAY])).toMatchObject([{ seq: marks[0]?.seq }]);
    suite.clock.nowMs += 400 * HOUR_MS;
    while ((await lane.turn()) > 0);
    await expectTheSame(2);
  });
});
