import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { launch, overflowOf, signIn, signInByKeyboard, tabTo, violationsOn, visit } from "./browser-session";

const address = inject("address");
const OPERATOR = "operator@demo.slipstream.example";
const SUPPORT = "support@demo.slipstream.example";
/** Recorded on 6 July 2023, 970 readings. */
const BIKE = "DCU-000001";

let browser: Browser;
beforeAll(async () => {
  browser = await launch(inject("chromium"));
});
afterAll(() => browser.close());

const mapIsDrawn = (page: Page) => page.locator('[data-map="ready"]').waitFor();

describe("a ride of three years ago", () => {
  it("is found and read with the keyboard alone", async () => {
    const { page, faults } = await visit(browser, address);
    await signInByKeyboard(page, OPERATOR, DEMO_PASSWORD, "/bikes");

    await tabTo(page, page.getByRole("searchbox", { name: "Bike" }));
    await page.keyboard.type("dcu-000001");
    await page.getByText("1 bike", { exact: true }).waitFor();
    await tabTo(page, page.getByRole("link", { name: BIKE }));
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: BIKE }).waitFor();
    await page.getByText(/^All 970\s*readings arrived \d+ years late, uploaded by phone/).waitFor();
    await page.getByRole("button", { name: "Thu 6 Jul 2023" }).waitFor();
    await mapIsDrawn(page);

    const time = page.getByRole("slider", { name: "Time read in the charts" });
    await tabTo(page, time);
    await page.keyboard.press("Home");
    expect(await time.getAttribute("aria-valuetext")).toMatch(/^6 Jul 2023, 10:04:23, Speed, km\/h: 9\.7/);
    await page.keyboard.press("ArrowRight");
    expect(await time.getAttribute("aria-valuetext")).toMatch(/^6 Jul 2023, 10:04:2[4-9]/);

    const day = page.getByRole("link", { name: /^6 Jul 2023: 970 readings, came \d+ years late$/ });
    await tabTo(page, day);
    await page.keyboard.press("Enter");
    await page.waitForURL(/from=2023-07-05T23:00:00\.000Z&to=2023-07-06T23:00:00\.000Z/);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("is the same to a colleague who follows the link", async () => {
    const { page } = await visit(browser, address, { timezoneId: "America/New_York" });
    const query = "from=2023-07-06T09:05:00.000Z&to=2023-07-06T09:10:00.000Z&fields=altitude_m";
    await signIn(page, OPERATOR, DEMO_PASSWORD, `/bikes/${BIKE}?${query}`);
    await page.getByRole("button", { name: "Thu 6 Jul 2023, 05:05 – 05:10" }).waitFor();
    await page.getByRole("figure", { name: /^Altitude, m: between \d+ and \d+/ }).waitFor();
    expect(await page.getByRole("figure").count()).toBe(1);
    await page.context().close();
  });

  it("keeps its place from support until a reason is stated", async () => {
    const { page } = await visit(browser, address);
    await signIn(page, SUPPORT, DEMO_PASSWORD, "/bikes/DCU-000003");
    await page.getByText("Where this bike is and was is hidden").waitFor();
    expect(await page.getByRole("rowheader", { name: "Position" }).count()).toBe(0);
    await page.getByLabel("Reason").fill("Caller reports the bike stolen");
    await page.keyboard.press("Enter");
    await mapIsDrawn(page);
    await page.getByRole("rowheader", { name: "Position" }).waitFor();
    await page.context().close();
  });

  it("stays on the screen, marked as stale, when the service does not answer", async () => {
    const { page } = await visit(browser, address);
    await signIn(page, OPERATOR, DEMO_PASSWORD, `/bikes/${BIKE}`);
    await page.route("**/api/v1/**", (route) => route.abort());
    await page.getByText(/^Not refreshed at present/).waitFor();
    await page.getByRole("heading", { name: BIKE }).waitFor();
    await page.unroute("**/api/v1/**");
    await page.getByText(/^Not refreshed at present/).waitFor({ state: "detached" });
    await page.context().close();
  });
});

describe.each([
  ["light", 1280],
  ["dark", 390],
] as const)("%s at %i px", (colorScheme, width) => {
  it("is clean to axe and never scrolls sideways", async () => {
    const { page, faults } = await visit(browser, address, {
      colorScheme,
      viewport: { width, height: 844 },
    });
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await signIn(page, OPERATOR, DEMO_PASSWORD, "/bikes");
    await page.getByRole("link", { name: BIKE }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.goto(`/bikes/${BIKE}`);
    await page.getByRole("heading", { name: BIKE }).waitFor();
    await mapIsDrawn(page);
    await page.getByText("Days as a table").click();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole("button", { name: /Jul 2023/ }).click();
    await page.getByLabel("To, not included").waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
