import { randomBytes } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { createEdgeClient } from "@/simulator/edge-client";
import { launch, overflowOf, shot, signIn, violationsOn, visit } from "./browser-session";

const address = inject("address");
const environment = inject("environment");
const OPERATOR = "operator@demo.slipstream.example";
/** Marks of late readings wait some seconds before they are worked on. */
const patience = { timeout: 60_000, interval: 1_000 };
const METRES_PER_DEGREE = 111_195.08;

const bikeId = `LI-R${randomBytes(4).toString("hex").toUpperCase()}`;
const startMs = Math.floor((Date.now() - 30 * 3_600_000) / 60_000) * 60_000;
const SPAN = new URLSearchParams({
  from: new Date(startMs - 3_600_000).toISOString(),
  to: new Date(startMs + 7_200_000).toISOString(),
}).toString();
const edge = createEdgeClient(address, environment.SLIPSTREAM_DEMO_KEY_LI ?? "");
let browser: Browser;
beforeAll(async () => {
  browser = await launch(inject("chromium"));
});
afterAll(() => browser.close());

/** North at 18 km/h from one minute of the ride to another. */
const ridden = (fromMinute: number, toMinute: number) =>
  Array.from({ length: (toMinute - fromMinute) * 12 + 1 }, (_, at) => {
    const atS = fromMinute * 60 + at * 5;
    return {
      t: startMs + atS * 1_000,
      speed_kmh: 18,
      lat: 47.1 + (atS * 5) / METRES_PER_DEGREE,
      lon: 9.5,
      battery_voltage_v: 36,
      battery_current_a: 4,
      soc_pct: 90 - atS / 180,
      odometer_m: 40_000 + Math.round(atS * 4.9),
    };
  });
const upload = (fromMinute: number, toMinute: number) =>
  edge.send([{ v: 1, bike_id: bikeId, source: "app", readings: ridden(fromMinute, toMinute) }]);

async function rowsOn(page: Page): Promise<string[]> {
  await page.goto(`/bikes/${bikeId}?${SPAN}`);
  const rides = page.getByRole("main").getByRole("region", { name: "Rides", exact: true });
  await rides.waitFor();
  const rows = await rides.getByRole("row").allInnerTexts();
  return rows.slice(1).map((text) => text.replace(/[\s\u202f]+/g, " "));
}

describe("rides on a bike's page", () => {
  it("are there when their readings are, and become one when what lay between them arrives", async () => {
    await upload(0, 10);
    await upload(20, 30);
    const { page, faults } = await visit(browser, address);
    await signIn(page, OPERATOR, DEMO_PASSWORD, "/map");
    await expect.poll(() => rowsOn(page), patience).toHaveLength(2);
    const [later] = await rowsOn(page);
    expect(later).toContain("3.0 km 10 min 18.0 km/h 8.0 Wh/km 24 Wh 83 → 80 %");
    await upload(9, 21);
    await expect.poll(() => rowsOn(page), patience).toHaveLength(1);
    const [whole] = await rowsOn(page);
    expect(whole).toContain("9.0 km 30 min 18.0 km/h");
    expect(whole).toContain("revision 2: 119 readings came late");
    const details = page.getByRole("region", { name: "What was measured on the ride" });
    const told = (await details.getByRole("definition").allInnerTexts()).map((text) =>
      text.replace(/\u202f/g, " "),
    );
    expect(told).toContain("9.0 km by positions, 8.8 km by the odometer (2 % less)");
    expect(told).toContain("72 Wh by voltage and current");
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole("region", { name: "Rides", exact: true }).getByRole("link").first().click();
    await page.waitForURL(
      (url) => url.searchParams.get("from") === new Date(startMs - 120_000).toISOString(),
    );
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it.each([
    ["light", 1280],
    ["dark", 390],
  ] as const)("are the bike's last ones beside the live map, in %s at %i px", async (colorScheme, width) => {
    const { page, faults } = await visit(browser, address, {
      viewport: { width, height: 844 },
      colorScheme,
    });
    await signIn(page, OPERATOR, DEMO_PASSWORD, `/map?bike=${bikeId}`);
    const rides = page.getByRole("region", { name: "Last rides" });
    const row = rides.getByRole("row").nth(1);
    await row.waitFor();
    const [, text = ""] = await rides.getByRole("row").allInnerTexts();
    expect(text.replace(/[\s\u202f]+/g, " ").trim()).toMatch(/9\.0 km 30 min 72 Wh$/);
    await row.scrollIntoViewIfNeeded();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await violationsOn(page)).toEqual([]);
    await shot(page, `last-rides-${width}`, false);
    await rides.getByRole("link", { name: "On its page" }).click();
    await page.waitForURL(
      (url) =>
        url.pathname === `/bikes/${bikeId}` &&
        url.searchParams.get("from") === new Date(startMs - 120_000).toISOString(),
    );
    await page
      .getByRole("main")
      .getByRole("region", { name: "Rides", exact: true })
      .getByText("9.0")
      .first()
      .waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("are nobody's beside the live map who may not see the bike", async () => {
    const { page } = await visit(browser, address);
    await signIn(page, "dublin@demo.slipstream.example", DEMO_PASSWORD, `/map?bike=${bikeId}`);
    await page.getByText("None of the bikes that you may see has this id.").waitFor();
    expect(await page.getByRole("region", { name: "Last rides" }).count()).toBe(0);
    await page.context().close();
  });

  it("stand on a phone in the dark", async () => {
    const { page, faults } = await visit(browser, address, {
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
    });
    await signIn(page, OPERATOR, DEMO_PASSWORD, "/map");
    await expect.poll(() => rowsOn(page), patience).toHaveLength(1);
    expect(await overflowOf(page)).toBe(0);
    expect(await violationsOn(page)).toEqual([]);
    await shot(page, "rides-390");
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
