import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { shiftDay } from "@/lib/analytics/day-range";
import { aConsentedRide } from "@/lib/analytics/testing/consented-rides";
import { ZONE } from "@/lib/analytics/testing/figure-blocks";
import { markFigures } from "@/lib/db/figure-marks";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import type { FigureBlock } from "@/lib/domain/figures";
import { dayKey } from "@/lib/format/zone";
import { ANALYST, openFigureStores, signIfAsked } from "./analyst";
import { launch, shot, signIn, violationsOn, visit } from "./browser-session";

const address = inject("address");
const environment = inject("environment");
const purpose = "battery-research";
/** Nothing else is published of it. */
const DAY = shiftDay(dayKey(Date.now(), ZONE), -500);
const ID = `block|battery-health|day|${DAY}`;
/** Figures and evidence wait for a turn of their lane. */
const patience = { timeout: 60_000, interval: 1_000 };

const { es, db, names, close } = openFigureStores(environment);
let browser: Browser;

/** Twelve riders of one day, whose figures the lane that runs computes and publishes. */
beforeAll(async () => {
  browser = await launch(inject("chromium"));
  for (let at = 0; at < 12; at++)
    await es.index({
      index: names.consentedRides,
      id: `evidence ${at}`,
      document: aConsentedRide({ purpose, rider: `rider-${at}`, day: DAY, cycles: 60 + at }),
    });
  await markFigures(db, [{ purpose, day: DAY }], "late-data");
});
afterAll(() => Promise.all([browser.close(), close()]));

/** Asks, looks again until it is answered as expected, and opens the publications. */
async function computeAgain(page: Page, expected: string): Promise<string> {
  const card = page.locator("#evidence");
  await card.getByRole("button", { name: "Compute again" }).click();
  await card.getByText("Asked. Load the page again in a moment").waitFor();
  await expect
    .poll(async () => (await page.reload()) && (await card.textContent()), patience)
    .toContain(expected);
  await card.getByText("Publications", { exact: true }).click();
  const row = card.getByRole("row").last();
  await row.waitFor();
  return (await row.textContent()) ?? "";
}

describe("an analyst", () => {
  it("has figures computed again, and reads whether they are what was published and what its rides come to", async () => {
    await expect.poll(() => es.exists({ index: names.figures, id: ID }), patience).toBe(true);
    await es.indices.refresh({ index: names.figures });
    const { page, faults } = await visit(browser, address);
    await signIn(page, ANALYST, DEMO_PASSWORD, `/reports/battery-health?from=${DAY}&to=${DAY}`);
    await signIfAsked(page, "How batteries age");
    await page.getByText("Made of 1 publication. None was computed again yet.").waitFor();
    const first = await computeAgain(page, "1 computed again, 1 gave the same.");
    expect(first).toMatch(/The same, .*position \d/);
    await shot(page, "report-evidence");
    expect(await violationsOn(page)).toEqual([]);

    const { _source: block } = await es.get<FigureBlock>({ index: names.figures, id: ID });
    if (!block) throw new Error("nothing is published");
    const altered = block.cells.map(({ values, ...cell }) => ({
      ...cell,
      values: values.map((value) => (value === 786 ? 787 : value)),
    }));
    await es.index({ index: names.figures, id: ID, document: { ...block, cells: altered }, refresh: true });
    const second = await computeAgain(page, "1 computed again, 0 gave the same.");
    expect(second).toContain("Not the same, ");
    expect(second).toContain("reports show 787, published was 786");
    await shot(page, "report-evidence-altered");
    expect(await violationsOn(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
