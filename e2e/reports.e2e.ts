import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { shiftDay } from "@/lib/analytics/day-range";
import { type MadeCell, madeBlock, ZONE } from "@/lib/analytics/testing/figure-blocks";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import type { Restatement } from "@/lib/domain/figures";
import { namesIn } from "@/lib/domain/names";
import { createElasticsearch } from "@/lib/es/client";
import { dayKey, dayRange } from "@/lib/format/zone";
import { launch, overflowOf, shot, signIn, violationsOn, visit } from "./browser-session";

const address = inject("address");
const environment = inject("environment");
const ANALYST = "analyst@demo.slipstream.example";
const PRIVACY = "privacy@demo.slipstream.example";
const DEFINITION = "energy-and-range";
const figures = namesIn(environment.SLIPSTREAM_NAMESPACE ?? "slipstream").figures;
const today = dayKey(Date.now(), ZONE);
const FROM = shiftDay(today, -6);
/** Of this run alone. */
const TASK = `Winter range, run ${Date.now().toString(36)}`;
const VIEW = `Winter ${Date.now().toString(36)}`;

const es = createElasticsearch({
  url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
  username: "maintenance",
  password: environment.SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD ?? "",
});
let browser: Browser;

/** Seven days, the last of them unfinished and the third of them not published; one pair of groups is in none. */
async function publish(): Promise<void> {
  const cell = (model: string, temperature: string, wh: number): MadeCell => [
    [model, temperature, "low"],
    {
      ...{ energy_wh: wh * 50, measured_m: 50_000, estimated_rides: 40, taken_shares: 42 },
      rides_by_deviation: [0, 2, 6, 12, 12, 6, 2, 0],
      metres_by_range: [0, 0, 9_000, 18_000, 13_500, 4_500, 0, 0, 0, 5_000],
    },
  ];
  const blocks = [0, 1, 3, 4, 5, 6].map((at) =>
    madeBlock(
      DEFINITION,
      "day",
      shiftDay(FROM, at),
      [cell("Trekker", "0..5", 13), cell("Trekker", "5..10", 11), cell("City", "5..10", 9 + at / 10)],
      at === 6
        ? { closed: false, completeness: { share: 0.91, low: 0.86, high: 0.95 } }
        : { revision: at === 1 ? 2 : 1 },
    ),
  );
  const before = [...Array(7).keys()].map((at) =>
    madeBlock(DEFINITION, "day", shiftDay(FROM, at - 7), [
      cell("Trekker", "5..10", 10),
      cell("City", "5..10", 9),
    ]),
  );
  const restated = shiftDay(FROM, 1);
  const span = dayRange(restated, ZONE);
  const restatement: Restatement = {
    ...{ kind: "restatement", definition: DEFINITION, purpose: "range-model", grain: "day", block: restated },
    ...{ from: span.fromMs, to: span.toMs, revision: 2, published_at: Date.now() - 3_600_000 },
    ...{ causes: ["late-data"], groupings: ["model", "temperature", "assist"] },
    measures: ["energy_wh", "measured_m"],
    changes: [{ key: ["Trekker", "0..5", "low"], before: [640, 50_000], after: [650, 50_000] }],
  };
  for (const document of [...blocks, ...before, restatement]) {
    const id = `${document.kind}|${document.definition}|${document.grain}|${document.block}`;
    await es.index({ index: figures, id, document });
  }
  await es.indices.refresh({ index: figures });
}

beforeAll(async () => {
  await publish();
  browser = await launch(inject("chromium"));
});
afterAll(() => Promise.all([browser.close(), es.close()]));

const RANGE = `from=${FROM}&to=${today}`;
const rowsOf = async (page: Page): Promise<string[]> => {
  const table = page.getByRole("region", { name: "How far do bikes go on one charge?" }).getByRole("row");
  await table.nth(1).waitFor();
  return (await table.allInnerTexts()).map((text) => text.replace(/[\s\u202f]+/g, " ").trim());
};

describe("an analyst", () => {
  it("signs what for, opens a report, and sees what is masked, unfinished, missing and restated", async () => {
    const { page, faults } = await visit(browser, address);
    await signIn(page, ANALYST, DEMO_PASSWORD, "/");
    await page.waitForURL(/\/reports$/);
    await shot(page, "reports-list");
    expect(await violationsOn(page)).toEqual([]);
    await page.goto(`/reports/${DEFINITION}?${RANGE}&by=model,temperature&show=wh_per_km`);
    await page.getByRole("heading", { name: "What do you look at these figures for?" }).waitFor();
    expect(await page.getByText("Wh/km").count()).toBe(0);
    await shot(page, "report-sign");
    expect(await violationsOn(page)).toEqual([]);
    await page.getByLabel("What for, in your words").fill(TASK);
    await page.getByLabel(/and do not try to find out/).check();
    await page.getByRole("button", { name: "Sign and open" }).click();
    const rows = await rowsOf(page);
    expect(rows).toContain("Trekker 0–5 °C 47.5 13.0 105.0 35.0 60.0 300 4");
    expect(rows).toContain(`City 0–5 °C${" < 10".repeat(7)}`);
    await page.getByText("Dashed: fewer than 10 riders").waitFor();
    await page.getByText("Still arriving: about").waitFor();
    await page.getByText("Of 1 day nothing is published: a gap, not zero.").waitFor();
    await page.getByText(/62.% of the fleet's rides are counted/).waitFor();
    await page.getByText("restated", { exact: true }).waitFor();
    expect(await page.locator("#history").textContent()).toContain("12.8 → 13.0");
    await page.locator("svg.recharts-surface rect[stroke-dasharray='3 3']").first().waitFor();
    await shot(page, "report-light");
    expect(await violationsOn(page)).toEqual([]);

    await page.getByRole("button", { name: /^Grouping/ }).click();
    await page.getByRole("link", { name: "day", exact: true }).first().click();
    await page.waitForURL(/by=day,temperature/);
    await page.getByRole("button", { name: /^Grouping/ }).click();
    await page.getByRole("link", { name: "nothing", exact: true }).click();
    await page.waitForURL(/by=day&/);
    await page.getByText("unfinished", { exact: true }).first().waitFor();
    await page.getByText("Hatched: unfinished").waitFor();
    await page.getByRole("button", { name: /^Compare/ }).click();
    await page.getByRole("link", { name: "With as many days before" }).click();
    await page.waitForURL(/compare=previous/);
    await page
      .getByText(/against \d/)
      .first()
      .waitFor();
    await page.getByText("Line across a bar: the period before.").waitFor();
    await shot(page, "report-days-compared");
    expect(faults).toEqual([]);

    await page.getByRole("button", { name: /^Time range/ }).click();
    await page.getByLabel("First day").fill(shiftDay(FROM, 3));
    await page.getByRole("button", { name: "Show these days" }).click();
    await page.waitForURL((url) => url.searchParams.get("from") === shiftDay(FROM, 3));
    expect(await rowsOf(page)).toHaveLength(4 + 2);
    await page.getByRole("button", { name: "Save view" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill(VIEW);
    await page.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
    await page.waitForURL(/\/reports#views$/);
    await page.getByRole("link", { name: VIEW }).click();
    await page.waitForURL((url) => url.searchParams.get("from") === shiftDay(FROM, 3));
    expect(await rowsOf(page)).toHaveLength(4 + 2);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("sees by how much rides took more or less than was estimated for them", async () => {
    const { page, faults } = await visit(browser, address);
    const query = `${RANGE}&by=all&show=rides_by_deviation`;
    await signIn(page, ANALYST, DEMO_PASSWORD, `/reports/${DEFINITION}?${query}`);
    const rows = await rowsOf(page);
    expect(rows).toContain("under −30 % 0.0 0");
    expect(rows).toContain("−10 to 0 % 30.0 216");
    await page.getByText("Energy taken of the estimate").first().waitFor();
    await shot(page, "report-deviation");
    expect(await violationsOn(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 390, height: 844 });
    await shot(page, "report-deviation-390-dark");
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await violationsOn(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("takes away what the page shows, with what it stands for", async () => {
    const { page } = await visit(browser, address);
    const query = `${RANGE}&by=model,temperature&compare=previous&show=wh_per_km`;
    await signIn(page, ANALYST, DEMO_PASSWORD, `/reports/${DEFINITION}?${query}`);
    const rows = await rowsOf(page);
    const link = page.getByRole("link", { name: "Export CSV" });
    const answer = await page.request.get((await link.getAttribute("href")) ?? "");
    expect(answer.status()).toBe(200);
    const text = await answer.text();
    for (const said of [
      "energy-and-range",
      FROM,
      "Range model",
      "Share counted",
      "Ledger position,48112",
      TASK,
    ])
      expect(text).toContain(said);
    const table = text.split("\r\n\r\n")[1]?.trimEnd().split("\r\n").slice(1) ?? [];
    expect(table).toHaveLength(rows.length - 1);
    const shown = rows.slice(1).map((row) => row.replace(/ [▲▼=–]( ?[+−±]?[\d.]+)?$/, ""));
    const told = table.map((line) => line.split(",").filter(Boolean));
    for (const [at, row] of shown.entries())
      for (const value of told[at]?.slice(0, 3) ?? [])
        expect(row.replaceAll(" ", "")).toContain(value.replaceAll(" ", "").replaceAll("'", ""));
    await page.context().close();
  });

  it("reads it on a phone in the dark, and sees no bike", async () => {
    const { page, faults } = await visit(browser, address, {
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
    });
    await signIn(page, ANALYST, DEMO_PASSWORD, `/reports/${DEFINITION}?${RANGE}&by=model,temperature`);
    await rowsOf(page);
    await shot(page, "report-390-dark");
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await violationsOn(page)).toEqual([]);
    for (const path of ["/map", "/bikes", "/bikes/LI-000001", "/privacy/queries"])
      expect((await page.request.get(path)).status()).toBe(403);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

describe("a privacy officer", () => {
  it("sees who asked what, and what for", async () => {
    const { page, faults } = await visit(browser, address);
    await signIn(page, PRIVACY, DEMO_PASSWORD, "/privacy/queries?person=Ana");
    const row = page.getByRole("row").filter({ hasText: TASK });
    await row.first().waitFor();
    expect(await row.first().textContent()).toContain("Ana Analyst");
    expect(await row.filter({ hasText: "taken away as a file" }).count()).toBe(1);
    expect(await row.filter({ hasText: "model, temperature" }).count()).toBeGreaterThan(0);
    expect(await violationsOn(page)).toEqual([]);
    await shot(page, "queries");
    await page.getByLabel("Purpose").selectOption({ label: "Battery research" });
    await page.getByRole("button", { name: "Narrow" }).click();
    await page.waitForURL(/purpose=battery-research/);
    expect(await page.getByText(TASK).count()).toBe(0);
    expect((await page.request.get("/reports")).status()).toBe(403);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
