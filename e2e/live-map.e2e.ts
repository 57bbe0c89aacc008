import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { launch, overflowOf, signIn, tabTo, violationsOn, visit } from "./browser-session";

const address = inject("address");
const { SLIPSTREAM_DEMO_KEY_LI: key = "" } = inject("environment");
const OPERATOR = "operator@demo.slipstream.example";
const DUBLIN = "dublin@demo.slipstream.example";
const PLACE = { lat: 47.1405, lon: 9.5215 };
const HERE = `/map?at=${PLACE.lat},${PLACE.lon},15.00`;
const MINUTE_MS = 60_000;

/** One reading of a bike, through the edge. */
async function send(bikeId: string, reading: Readonly<Record<string, unknown>>): Promise<void> {
  const answer = await fetch(`${address}/api/v1/telemetry`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ v: 1, bike_id: bikeId, source: "iot", readings: [reading] }),
  });
  expect(answer.status).toBe(202);
}

let browser: Browser;
beforeAll(async () => {
  browser = await launch(inject("chromium"));
  const t = Date.now();
  await send("LI-MAP-1", { t, ...PLACE, speed_kmh: 0, soc_pct: 80 });
  await send("LI-MAP-2", { t, lat: PLACE.lat + 0.002, lon: PLACE.lon, speed_kmh: 0, soc_pct: 5 });
  await send("LI-MAP-3", { t, soc_pct: 50 });
});
afterAll(() => browser.close());

const isLive = (page: Page) => page.locator('[data-connection="live"][data-freshness-ms]').waitFor();
const countOf = async (page: Page, status: string): Promise<number> =>
  Number((await page.locator(`[data-count="${status}"]`).textContent())?.replaceAll(/\D/g, "") ?? Number.NaN);

/** The middle of what is not covered: beside the panel, and clear of what lies at the edges. */
async function middleOf(page: Page): Promise<{ x: number; y: number }> {
  const map = await page.locator("[data-map]").boundingBox();
  const panel = await page.getByRole("region", { name: "What the map shows" }).boundingBox();
  if (!map || !panel) throw new Error("expected a map and its panel");
  const left = panel.x + panel.width + 12;
  const right = map.x + map.width - 56;
  return { x: (left + right) / 2, y: map.y + (24 + map.height - 56) / 2 };
}

/** Listens from now on; what it returns waits for what the page is told of the bike's next move. */
async function listenForMove(
  page: Page,
  bikeId: string,
): Promise<() => Promise<{ lat: number; lon: number }>> {
  const listener = await page.evaluateHandle(
    (id) => ({
      moved: new Promise<{ lat: number; lon: number }>((resolve) => {
        window.addEventListener("slipstream:moved", (event) => {
          const bikes = event instanceof CustomEvent ? event.detail : [];
          const bike = bikes.find((moved: { id: string }) => moved.id === id);
          if (bike) resolve({ lat: bike.lat, lon: bike.lon });
        });
      }),
    }),
    bikeId,
  );
  return () => listener.evaluate(({ moved }) => moved);
}

describe("the live map", () => {
  it("is an operator's first page, and moves a bike that reports, however late and by whatever clock it does too", async () => {
    const { page, faults } = await visit(browser, address);
    await signIn(page, OPERATOR, DEMO_PASSWORD, HERE);
    await page.locator('[data-map="ready"]').waitFor();
    await isLive(page);
    await expect.poll(() => countOf(page, "low")).toBe(1);

    const moved = await listenForMove(page, "LI-MAP-1");
    const t = Date.now();
    await send("LI-MAP-1", { t: t - 30 * MINUTE_MS, lat: 47.2, lon: 9.6, speed_kmh: 30 });
    await send("LI-MAP-1", { t, lat: PLACE.lat + 0.001, lon: PLACE.lon, speed_kmh: 18 });
    expect(await moved()).toEqual({ lat: PLACE.lat + 0.001, lon: PLACE.lon });

    const movedNext = await listenForMove(page, "LI-MAP-1");
    await send("LI-MAP-1", { t: Date.now() + 60 * MINUTE_MS, lat: 48, lon: 10, speed_kmh: 18 });
    await send("LI-MAP-1", { t: Date.now(), lat: PLACE.lat + 0.0012, lon: PLACE.lon, speed_kmh: 18 });
    expect(await movedNext()).toEqual({ lat: PLACE.lat + 0.0012, lon: PLACE.lon });
    await expect.poll(() => countOf(page, "moving")).toBeGreaterThan(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("opens a bike by a click, tells of it, draws what comes late, and is left by Escape", async () => {
    const { page } = await visit(browser, address, { reducedMotion: "reduce" });
    await signIn(page, OPERATOR, DEMO_PASSWORD, `/map?at=${PLACE.lat + 0.002},${PLACE.lon},16.00`);
    await page.locator('[data-map="ready"]').waitFor();
    await isLive(page);
    await expect.poll(() => countOf(page, "low")).toBe(1);
    const middle = await middleOf(page);
    const drawer = page.getByRole("complementary", { name: "Bike LI-MAP-2" });
    await expect
      .poll(
        async () => {
          await page.mouse.click(middle.x, middle.y);
          return drawer.isVisible();
        },
        { timeout: 15_000, interval: 1_000 },
      )
      .toBe(true);
    await drawer.getByText("Low battery").waitFor();
    await drawer.getByText(/^5\s%$/).waitFor();
    const late = Date.now() - 40 * MINUTE_MS;
    for (let at = 0; at < 3; at++)
      await send("LI-MAP-2", { t: late + at * 1_000, lat: PLACE.lat, lon: PLACE.lon + at / 1_000 });
    await drawer.getByText(/^3 of 4\s*readings arrived .*late, uploaded by module/).waitFor();
    expect(page.url()).toContain("bike=LI-MAP-2");
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    await page.context().close();
  });

  it("finds a bike by the keyboard alone, and leads to its page", async () => {
    const { page, faults } = await visit(browser, address);
    await signIn(page, OPERATOR, DEMO_PASSWORD, "/map");
    await isLive(page);
    await page.keyboard.press("/");
    await page.keyboard.type("li-map-");
    const option = page.getByRole("option", { name: /LI-MAP-2/ });
    await option.waitFor();
    await page.keyboard.press("ArrowDown");
    expect(await option.getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("complementary", { name: "Bike LI-MAP-2" });
    await tabTo(page, drawer.getByRole("link", { name: "Open bike" }));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/bikes\/LI-MAP-2$/);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("says that none of the chosen bikes is in view, and goes there", async () => {
    const { page } = await visit(browser, address, { reducedMotion: "reduce" });
    await signIn(page, OPERATOR, DEMO_PASSWORD, "/map?at=10,10,12.00&status=low");
    const note = page.getByText(/^(None of these \d+ is in view|The only one is not in view)\./);
    await note.waitFor();
    await page.getByRole("button", { name: "Go there" }).click();
    await note.waitFor({ state: "detached" });
    await page.waitForURL(/at=4\d\./);
    await page.context().close();
  });

  it("keeps the middle of what is seen when it zooms, and shows a link's place there", async () => {
    const { page } = await visit(browser, address, { reducedMotion: "reduce" });
    await signIn(page, OPERATOR, DEMO_PASSWORD, HERE);
    await page.locator('[data-map="ready"]').waitFor();
    await page.getByRole("button", { name: "Zoom in" }).click();
    await page.waitForURL(new RegExp(`at=${PLACE.lat}0*,${PLACE.lon}0*,16.00`));
    await page.context().close();
  });

  it("has a list with the same bikes in the same numbers, those without a position too", async () => {
    const { page } = await visit(browser, address);
    await signIn(page, OPERATOR, DEMO_PASSWORD, "/map");
    await isLive(page);
    await page.getByText(/never told a position: not on the map, but in the list/).waitFor();
    for (const status of ["parked", "moving"])
      await page.getByRole("checkbox", { name: status === "moving" ? /Riding/ : /Parked/ }).uncheck();
    const low = await countOf(page, "low");
    await page.getByRole("link", { name: "As a list" }).click();
    await page.waitForURL(/\/map\/list\?.*status=/);
    expect(await countOf(page, "low")).toBe(low);
    await page.getByRole("link", { name: "LI-MAP-2" }).waitFor();
    expect(await page.getByRole("link", { name: "LI-MAP-3" }).count()).toBe(0);
    await page.getByRole("link", { name: /^Show Parked/ }).click();
    await page.getByRole("link", { name: "LI-MAP-3" }).waitFor();
    await page.getByText("No position").first().waitFor();
    await page.context().close();
  });

  it("says so and greys when the stream stalls, and goes on", async () => {
    const { page } = await visit(browser, address);
    await page.addInitScript(() => Reflect.deleteProperty(window, "SharedWorker"));
    await signIn(page, OPERATOR, DEMO_PASSWORD, "/map");
    await isLive(page);
    await page.route("**/api/live?**", (route) => route.abort());
    await page.getByRole("checkbox", { name: /Riding/ }).uncheck();
    await page.locator('[data-stale="true"]').waitFor();
    await page.getByText(/^No news since /).waitFor();
    await page.unroute("**/api/live?**");
    await page.locator('[data-stale="false"]').waitFor();
    await page.context().close();
  });

  it("has one stream for the tabs of a browser, and each tab is told of its own view", async () => {
    const { page } = await visit(browser, address);
    const asked: string[] = [];
    page.context().on("request", (request) => {
      if (request.url().includes("/api/live?") && request.frame().page()) asked.push(request.url());
    });
    await signIn(page, OPERATOR, DEMO_PASSWORD, HERE);
    const other = await page.context().newPage();
    await other.goto(`/map?at=10,10,12.00`);
    await Promise.all([isLive(page), isLive(other)]);
    const moved = await listenForMove(page, "LI-MAP-1");
    await send("LI-MAP-1", { t: Date.now(), lat: PLACE.lat + 0.0015, lon: PLACE.lon, speed_kmh: 18 });
    expect(await moved()).toEqual({ lat: PLACE.lat + 0.0015, lon: PLACE.lon });
    expect(asked).toEqual([]);
    await page.context().close();
  });

  it("shows the operator of a fleet nothing of others, by whatever is asked", async () => {
    const { page } = await visit(browser, address);
    await signIn(page, DUBLIN, DEMO_PASSWORD, `${HERE}&bike=LI-MAP-1`);
    await isLive(page);
    await page.getByText("None of the bikes that you may see has this id.").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("LI-");
    await page.getByText("No bike of yours has “LI-” in its id.").waitFor();
    await page.goto("/map/list?status=low,moving,parked,fault,silent,charging,missing");
    const bikes = await page.getByRole("rowheader").allTextContents();
    expect(bikes.length).toBeGreaterThan(0);
    expect(bikes.filter((bike) => !bike.startsWith("DCU-"))).toEqual([]);
    await page.context().close();
  });
});

describe.each([
  ["light", 1280],
  ["dark", 390],
] as const)("the live map in %s at %i px", (colorScheme, width) => {
  it("is clean to axe and never scrolls sideways", async () => {
    const viewport = { width, height: 844 };
    const { page, faults } = await visit(browser, address, { colorScheme, viewport });
    await signIn(page, OPERATOR, DEMO_PASSWORD, "/account");
    for (const path of [HERE, `${HERE}&bike=LI-MAP-2`, "/map/list"]) {
      await page.goto(path);
      if (path === "/map/list") await page.getByRole("link", { name: "LI-MAP-2" }).waitFor();
      else await isLive(page);
      if (path.includes("bike=")) await page.getByRole("link", { name: "Open bike" }).waitFor();
      expect(await violationsOn(page)).toEqual([]);
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    }
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
