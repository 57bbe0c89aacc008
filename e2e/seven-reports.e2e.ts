import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { mondayOf, shiftDay } from "@/lib/analytics/day-range";
import { DEFINITIONS } from "@/lib/analytics/definitions";
import { SHOWN } from "@/lib/analytics/report/shown";
import { ZONE } from "@/lib/analytics/testing/figure-blocks";
import { openDatabase } from "@/lib/db/client";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { dayKey, dayRange } from "@/lib/format/zone";
import { ANALYST, openFigureStores, signIfAsked } from "./analyst";
import { launch, overflowOf, shot, signIn, violationsOn, visit } from "./browser-session";
import { rideTwoWeeks } from "./ridden-weeks";

const address = inject("address");
const environment = inject("environment");
/** Two weeks of which nothing else is published. */
const FROM = shiftDay(mondayOf(dayKey(Date.now(), ZONE)), -7 * 9);
const RANGE = `from=${FROM}&to=${shiftDay(FROM, 13)}`;
const BLOCKS = DEFINITIONS.length * (14 + 2);
const PURPOSES_ASKED = new Set(DEFINITIONS.map(({ purpose }) => purpose));
/** Figures and evidence wait for a turn of their lane. */
const patience = { timeout: 60_000, interval: 1_000 };

const { es, db, names, close } = openFigureStores(environment);
let browser: Browser;

/** Models that are registered, by their ids. */
async function someModels(): Promise<string[]> {
  const owner = openDatabase(environment.SLIPSTREAM_DATABASE_OWNER_URL ?? "");
  const rows = await owner.db.execute<{ id: string }>("select id from bike_models order by name limit 3");
  await owner.close();
  return rows.map(({ id }) => id);
}

async function publishedBlocks(): Promise<number> {
  await es.indices.refresh({ index: names.figures });
  const span = { gte: dayRange(FROM, ZONE).fromMs, lt: dayRange(shiftDay(FROM, 14), ZONE).fromMs };
  const filter = [{ term: { kind: "block" } }, { range: { from: span } }];
  return (await es.count({ index: names.figures, query: { bool: { filter } } })).count;
}

beforeAll(async () => {
  browser = await launch(inject("chromium"));
  await rideTwoWeeks({ es, db, names }, FROM, await someModels());
});
afterAll(() => Promise.all([browser.close(), close()]));

const plain = (text: string): string => text.replace(/[\s\u202f]+/g, " ").trim();

async function opened(id: string, query = ""): Promise<{ page: Page; faults: string[] }> {
  const { page, faults } = await visit(browser, address);
  await signIn(page, ANALYST, DEMO_PASSWORD, `/reports/${id}?${RANGE}${query}`);
  await signIfAsked(page, "How the fleet does in autumn");
  await page.locator("#evidence").waitFor();
  return { page, faults };
}

describe("the lane of figures", () => {
  it("publishes each day and week for every report", async () => {
    await expect.poll(publishedBlocks, patience).toBe(BLOCKS);
  });
});

describe.each(DEFINITIONS)("an analyst who asks: $title", ({ id }) => {
  it("reads an answer, how much it stands for and when it was published, at a desk and on a phone in the dark", async () => {
    const { page, faults } = await opened(id);
    const main = page.locator(`[data-figure="${SHOWN[id].main}"] dd`).first();
    expect(plain((await main.textContent()) ?? "")).toMatch(/^\d/);
    const stands = plain((await page.locator("#coverage").textContent()) ?? "");
    expect(stands).toMatch(/^49 % of the fleet's rides are counted/);
    expect(stands).toMatch(
      /published at .*\d\d:\d\d.*, revisions up to \d+ · ledger position [\d ]+ · k = 10/,
    );
    if (id === "where") await page.locator('[data-map="ready"] canvas').first().waitFor();
    await shot(page, `seven-${id}`);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await violationsOn(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 390, height: 844 });
    await shot(page, `seven-${id}-390-dark`);
    expect(await page.locator("#coverage time").isVisible()).toBe(true);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await violationsOn(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

describe("an analyst", () => {
  it("has signed for each purpose that was asked for", async () => {
    const { page } = await visit(browser, address);
    await signIn(page, ANALYST, DEMO_PASSWORD, "/reports");
    await page.getByText("signed until").first().waitFor();
    expect(await page.getByText("signed until").count()).toBe(PURPOSES_ASKED.size);
    await page.context().close();
  });

  it("reads active bikes by day, week and hour, and no sum of them", async () => {
    const { page } = await opened("usage");
    /** What stands in the columns of a row by these titles. */
    const told = async (query: string, row: RegExp, titles: readonly RegExp[]): Promise<string[]> => {
      await page.goto(`/reports/usage?${RANGE}&${query}`);
      const table = page.getByRole("table").first();
      const heads = await table.getByRole("columnheader").allInnerTexts();
      const line = table.getByRole("row").filter({ hasText: row }).last();
      const cells = await line.locator("th, td").allInnerTexts();
      return titles.map((title) =>
        plain(cells[heads.findIndex((head) => title.test(plain(head)))] ?? "no such column"),
      );
    };
    const columns = [/^Active bikes a day$/, /^Active bikes$/];
    expect(await told("by=day", /^\d+ [A-Z]/, columns)).toEqual(["120", "no such column"]);
    expect(await told("by=day", /Whole range/, columns.slice(0, 1))).toEqual(["120"]);
    await shot(page, "seven-usage-days");
    expect(await told("by=week&show=bikes", /^W\d\d/, columns)).toEqual(["120", "120"]);
    expect(await told("by=week&show=bikes", /Whole range/, columns)).toEqual(["120", "–"]);
    expect(await told("by=hour&show=bikes_per_day", /^08:00/, columns.slice(0, 1))).toEqual(["110"]);
    await shot(page, "seven-usage-hours");
    const link = await page.getByRole("link", { name: "Export CSV" }).getAttribute("href");
    const file = await (await page.request.get(link ?? "")).text();
    expect(file).toContain('Hour of day,"Distance, km",Rides,Active bikes a day,');
    expect(file).toMatch(/\r\n08:00–09:00,\d+,\d+,110,/);
    await page.context().close();
  });

  it("has a figure computed again, and gets the same", async () => {
    const { page, faults } = await opened("energy-and-range");
    const card = page.locator("#evidence");
    await card.getByText("Made of 16 publications. None was computed again yet.").waitFor();
    await card.getByRole("button", { name: "Compute again" }).click();
    await card.getByText(/^Asked\./).waitFor();
    await expect
      .poll(async () => (await page.reload()) && (await card.textContent()), patience)
      .toContain("16 computed again, 16 gave the same.");
    await card.getByText("Publications", { exact: true }).click();
    expect(await card.getByText(/The same, /).count()).toBe(16);
    await shot(page, "seven-evidence");
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
