import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { daysOf } from "@/lib/analytics/blocks";
import { aConsentedRide } from "@/lib/analytics/testing/consented-rides";
import { askForEvidence } from "@/lib/db/evidence-requests";
import { markFigures, marksOf } from "@/lib/db/figure-marks";
import { sql } from "@/lib/db/testing/statement";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import { FigureMaker } from "./figure-maker";
import { sendDocuments } from "./send-documents";
import { openFiguresSuite } from "./testing/figures-suite";

type Suite = Awaited<ReturnType<typeof openFiguresSuite>>;
const PURPOSE = "product-research";
const WEEK = { grain: "week", block: "2026-W47" } as const;
const QUARTER = { grain: "quarter", block: "2026-Q4" } as const;
/** The quarter is over for long. */
const NOW = Date.parse("2027-01-20T12:00:00Z");
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
const ridesOf = (riders: readonly number[], day: string, hour: number): Record<string, ConsentedRide> =>
  Object.fromEntries(
    riders.map((rider) => [
      `${rider} ${day} ${hour}`,
      aConsentedRide({ rider: `rider-${rider}`, climb_m: rider, day, hour }),
    ]),
  );

describe("weeks and quarters", () => {
  let suite: Suite;
  beforeEach(async () => {
    suite = await openFiguresSuite(inject("environment"), NOW);
  });
  afterEach(() => suite.close());
  const cells = async ({ grain, block }: { grain: string; block: string }) =>
    (await suite.blocks())
      .get(`block|usage|${grain}|${block}`)
      ?.cells.map(({ key, values }) => [key.join(" "), values[0]])
      .sort();
  const send = () =>
    sendDocuments({
      ...{ db: suite.db, es: suite.es, index: suite.names.figures },
      onRefused: (id) => suite.refused.push(id),
    });
  const marked = async () => (await marksOf(suite.db, PURPOSE, daysOf(QUARTER))).map(({ day }) => day);

  it("are made of all their days, however few are remembered at once", async () => {
    suite.clock.nowMs = Date.parse("2026-11-25T12:00:00Z");
    await suite.count({
      ...Object.assign(
        {},
        ...range(0, 7).map((at) => ridesOf(range(2 * at, 2 * at + 2), `2026-11-${16 + at}`, 23)),
      ),
      ...ridesOf(range(30, 42), "2026-11-18", 8),
    });
    const lane = suite.open(undefined, { mostBytes: 0 });
    await lane.turn();
    expect(await cells(WEEK)).toEqual([["M1 23", 14]]);
    expect(await cells({ grain: "day", block: "2026-11-18" })).toEqual([["M1 08", 12]]);
    expect((await suite.blocks()).get("block|usage|week|2026-W47")?.riders).toBe(20);
    await lane.close();
  });

  it("do not take for published what was never committed", async () => {
    await suite.count({
      ...ridesOf(range(0, 9), "2026-11-16", 23),
      ...ridesOf(range(20, 24), "2026-11-17", 23),
    });
    let left = Number.POSITIVE_INFINITY;
    const maker = new FigureMaker(
      suite.surroundings(() => {
        if (--left === 0) throw new Error("the transaction fails");
      }),
    );
    const days = new Map(["2026-11-16", "2026-11-17"].map((day) => [day, []]));
    await maker.days(PURPOSE, days);
    await suite.count(ridesOf(range(9, 14), "2026-11-16", 23));
    // What is computed of the day is rolled back once it is all done: of the first table, before its commit.
    left = 3;
    await expect(maker.days(PURPOSE, new Map([["2026-11-16", []]]))).rejects.toThrow("the transaction fails");
    left = Number.POSITIVE_INFINITY;
    await maker.longer(PURPOSE, WEEK);
    await send();
    expect(await cells({ grain: "day", block: "2026-11-16" })).toEqual([["M1 23", 14]]);
    expect(await cells(WEEK)).toEqual([]);
  });

  it("are computed again of days that another process published meanwhile", async () => {
    await suite.count({
      ...ridesOf(range(0, 9), "2026-11-16", 23),
      ...ridesOf(range(20, 24), "2026-11-17", 23),
    });
    const [before, after] = [new FigureMaker(suite.surroundings()), new FigureMaker(suite.surroundings())];
    await before.days(PURPOSE, new Map(["2026-11-16", "2026-11-17"].map((day) => [day, []])));
    await suite.count(ridesOf(range(9, 14), "2026-11-16", 23));
    await after.days(PURPOSE, new Map([["2026-11-16", []]]));
    await before.longer(PURPOSE, WEEK);
    await send();
    expect(await cells({ grain: "day", block: "2026-11-16" })).toEqual([["M1 23", 14]]);
    expect(await cells(WEEK)).toEqual([]);
  });

  it("are published though days of them are marked without end, and evidence of them is given", async () => {
    await suite.count({
      ...Object.assign(
        {},
        ...range(0, 7).map((at) => ridesOf(range(2 * at, 2 * at + 2), `2026-11-${16 + at}`, 23)),
      ),
      ...Object.assign(
        {},
        ...range(0, 6).map((at) =>
          ridesOf(range(100 + 2 * at, 102 + 2 * at), `2026-1${at % 3}-0${1 + at}`, 4),
        ),
      ),
    });
    const days = daysOf(QUARTER).map((day) => ({ purpose: PURPOSE, day }));
    const lane = suite.open(() => markFigures(suite.db, days.slice(46, 54), "late-data"));
    for (let turn = 0; turn < 3; turn++) {
      await lane.turn();
      suite.clock.nowMs += 60_000;
    }
    expect((await marked()).length).toBeGreaterThan(5);
    expect(await cells(WEEK)).toEqual([["M1 23", 14]]);
    expect(await cells(QUARTER)).toEqual([["M1 04", 12]]);
    // Of its weeks' cells too.
    expect((await suite.blocks()).get("block|usage|quarter|2026-Q4")?.riders).toBe(20);
    await askForEvidence(suite.maker, { definition: "usage", ...WEEK }, "analyst");
    await lane.turn();
    expect(await suite.evidence()).toMatchObject([{ block: WEEK.block, same: true, because: [] }]);
    await lane.close();
  });

  it("have what a marked day publishes for itself before they are published for the first time", async () => {
    await suite.count({
      ...ridesOf(range(0, 9), "2026-11-16", 23),
      ...ridesOf(range(20, 24), "2026-11-17", 23),
    });
    const maker = new FigureMaker(suite.surroundings());
    await maker.days(PURPOSE, new Map([["2026-11-16", []]]));
    await suite.count(ridesOf(range(9, 14), "2026-11-16", 23));
    // The day rests, and its week has never been computed.
    const lane = suite.open();
    await lane.turn();
    expect(await cells({ grain: "day", block: "2026-11-16" })).toEqual([["M1 23", 14]]);
    expect(await cells(WEEK)).toEqual([]);
    expect(await marked()).toEqual([]);
    await lane.close();
  });

  it("are computed again a day after, with all that came by then and why, however often something comes", async () => {
    await suite.count(ridesOf(range(0, 12), "2026-11-16", 23));
    await suite.count(
      Object.assign(
        {},
        ...range(0, 3).map((at) => ridesOf(range(5 * at, 5 * at + 5), `2026-11-${17 + at}`, 4)),
      ),
    );
    const lane = suite.open();
    while ((await lane.turn()) > 0);
    const computed = async () => {
      const rows = await suite.db.execute<{ grain: string; at: string }>(sql`
        select grain, max(published_at)::text as at from figure_blocks where table_name = 'riding'
          and block = any('{2026-W47,2026-Q4}'::text[]) group by grain`);
      return new Map(rows.map(({ grain, at }) => [grain, at]));
    };
    const first = await computed();
    suite.clock.nowMs += 20 * HOUR_MS;
    for (let hour = 0; hour < 3; hour++) {
      const riders = range(30 + 10 * hour, 40 + 10 * hour);
      await suite.count(
        Object.assign(
          {},
          ...range(0, 2).map((at) => ridesOf(riders.slice(5 * at, 5 * at + 5), `2026-11-${20 + at}`, 4)),
        ),
        "grant",
      );
      await lane.turn();
      suite.clock.nowMs += HOUR_MS;
    }
    expect(await computed()).toEqual(first);
    expect(await cells(WEEK)).toEqual([["M1 04", 15]]);
    suite.clock.nowMs += 3 * DAY_MS;
    while ((await lane.turn()) > 0);
    expect(await cells(WEEK)).toEqual([["M1 04", 45]]);
    expect((await computed()).get("week")).not.toBe(first.get("week"));
    const restated = (await suite.restatements()).filter(({ definition }) => definition === "usage");
    expect(restated).toMatchObject([{ grain: "week", causes: ["grant"] }]);
    await lane.close();
  });
});
