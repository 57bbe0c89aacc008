import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { dueBlocks, keepBlocks, lockBlock, saveBlock, wakeBlock } from "./figure-blocks";
import { markFigures, takeFigureMarks } from "./figure-marks";
import { openTestDatabase, type TestDatabase } from "./test-database";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW = Date.parse("2026-11-24T12:00:00Z");
const PURPOSE = "range-model";

let suite: TestDatabase;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
});
afterAll(() => suite.close());
beforeEach(() => suite.owner.execute(sql`truncate figure_marks, figure_blocks`));

/** A block that ended so many days ago and was computed now. */
async function computed(
  grain: "day" | "week" | "quarter",
  block: string,
  daysAgo: number,
  isClosed = true,
  table = "energy",
) {
  const toMs = NOW - daysAgo * DAY_MS;
  const place = { table, grain, block };
  const bounds = { fromMs: toMs - DAY_MS, toMs };
  await keepBlocks(suite.owner, [
    { ...place, purpose: PURPOSE, quarter: "2026-Q4", ...bounds, dueAtMs: NOW },
  ]);
  const row = await lockBlock(suite.owner, place);
  if (!row) throw new Error("no block");
  await saveBlock(suite.owner, { ...row, isClosed }, NOW, isClosed ? null : NOW + HOUR_MS);
  return place;
}
const mark = (day: string, cause = "late-data") =>
  markFigures(suite.owner, [{ purpose: PURPOSE, day }], cause);
const taken = async (nowMs: number) => (await takeFigureMarks(suite.owner, nowMs, 10)).map(({ day }) => day);

describe("a day that was just computed", () => {
  it("rests for an hour, and for a thirtieth of its age when it is older; one that never was does not", async () => {
    await computed("day", "2026-11-23", 1);
    await computed("day", "2026-05-01", 210);
    for (const day of ["2026-11-23", "2026-05-01", "2026-04-01"]) await mark(day);
    expect(await taken(NOW + 59 * 60_000)).toEqual(["2026-04-01"]);
    expect((await taken(NOW + HOUR_MS)).sort()).toEqual(["2026-04-01", "2026-11-23"]);
    expect(await taken(NOW + 6.9 * DAY_MS)).not.toContain("2026-05-01");
    expect(await taken(NOW + 7.5 * DAY_MS)).toContain("2026-05-01");
  });

  it("does not keep those from being taken that were marked after it", async () => {
    for (let at = 1; at < 10; at++) {
      await computed("day", `2026-11-0${at}`, 20);
      await mark(`2026-11-0${at}`);
    }
    await mark("2026-11-10");
    expect((await takeFigureMarks(suite.owner, NOW, 3)).map(({ day }) => day)).toEqual(["2026-11-10"]);
  });

  it("does not rest where the computing of it was interrupted, and some table waits for it still", async () => {
    await computed("day", "2026-11-22", 1);
    await mark("2026-11-22");
    expect(await taken(NOW)).toEqual([]);
    const bounds = { purpose: PURPOSE, quarter: "2026-Q4", fromMs: 0, toMs: NOW, dueAtMs: 0 };
    await keepBlocks(suite.owner, [{ table: "another", grain: "day", block: "2026-11-22", ...bounds }]);
    expect(await taken(NOW)).toEqual(["2026-11-22"]);
    await computed("day", "2026-11-22", 1, true, "another");
    expect(await taken(NOW)).toEqual([]);
  });

  it("does not rest when rides of it are erased", async () => {
    await computed("day", "2026-11-22", 1);
    await mark("2026-11-22");
    expect(await taken(NOW)).toEqual([]);
    await mark("2026-11-22", "erasure");
    expect(await taken(NOW)).toEqual(["2026-11-22"]);
  });

  it("that is not over waits for its hour", async () => {
    await computed("day", "2026-11-24", 0, false);
    await mark("2026-11-24");
    expect(await taken(NOW + 59 * 60_000)).toEqual([]);
    expect(await taken(NOW + HOUR_MS)).toEqual(["2026-11-24"]);
  });
});

describe("a closed week", () => {
  it("is due a day after it was computed, once, however often days of it are; with all their causes", async () => {
    const place = await computed("week", "2026-W46", 2);
    await wakeBlock(suite.owner, place, ["late-data"], NOW + HOUR_MS);
    await wakeBlock(suite.owner, place, ["grant", "late-data"], NOW + 20 * HOUR_MS);
    expect(await dueBlocks(suite.owner, NOW + DAY_MS - 1, "week", 10)).toEqual([]);
    expect(await dueBlocks(suite.owner, NOW + DAY_MS, "week", 10)).toEqual([
      { purpose: PURPOSE, grain: "week", block: "2026-W46", isClosed: true },
    ]);
    const row = await lockBlock(suite.owner, place);
    expect(row?.causes).toEqual(["grant", "late-data"]);
    if (row) await saveBlock(suite.owner, row, NOW + DAY_MS, null);
    expect((await lockBlock(suite.owner, place))?.causes).toEqual([]);
    expect(await dueBlocks(suite.owner, NOW + 9 * DAY_MS, "week", 10)).toEqual([]);
  });

  it("comes before its quarter where it was never computed since it is closed", async () => {
    const quarter = { table: "energy", grain: "quarter", block: "2026-Q4" } as const;
    const week = { table: "energy", grain: "week", block: "2026-W46" } as const;
    const bounds = { purpose: PURPOSE, quarter: "2026-Q4", fromMs: 0, toMs: NOW, dueAtMs: NOW };
    await keepBlocks(
      suite.owner,
      [quarter, week].map((place) => ({ ...place, ...bounds })),
    );
    expect(await dueBlocks(suite.owner, NOW, "quarter", 10)).toEqual([]);
    await computed("week", "2026-W46", 2);
    expect(await dueBlocks(suite.owner, NOW, "quarter", 10)).toMatchObject([{ block: "2026-Q4" }]);
  });
});
