import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { createEdgeClient } from "@/simulator/edge-client";
import { blockableWindows } from "./blockable-windows";
import { launch, overflowOf, signIn, tabTo, violationsOn, visit } from "./browser-session";

const address = inject("address");
const environment = inject("environment");
const STATE = "/api/v1/bikes/DCU-TINGEST/state";
const PLATFORM = "platform@demo.slipstream.example";
/** A process tells what it measures every ten seconds, and the page asks every five. */
const patience = { timeout: 45_000, interval: 250 };

const windows = blockableWindows(environment);
const edge = createEdgeClient(address, environment.SLIPSTREAM_DEMO_KEY_DCU ?? "");
let browser: Browser;
beforeAll(async () => {
  browser = await launch(inject("chromium"));
});
afterAll(async () => {
  await Promise.all([browser.close(), windows.close()]);
});

const send = (readings: number) =>
  edge.send([
    {
      v: 1,
      bike_id: "DCU-TINGEST",
      source: "app",
      readings: Array.from({ length: readings }, (_, at) => ({ t: Date.now() - at * 1_000, speed_kmh: 20 })),
    },
  ]);

async function ingestPage(options: Parameters<typeof visit>[2] = {}) {
  const visited = await visit(browser, address, options);
  await signIn(visited.page, PLATFORM, DEMO_PASSWORD, "/ingest");
  return visited;
}

describe("the page of ingest", () => {
  it("leads from a held worker to cause and remedy at once, and says when it goes on", async () => {
    const { page, faults } = await ingestPage();
    const headline = () => page.getByRole("heading", { level: 1 }).textContent();
    await send(20);
    // What is stored has its week; one made after the block would not be blocked.
    await expect.poll(async () => (await page.request.get(STATE)).status(), patience).toBe(200);
    await expect.poll(headline, patience).toContain("Flowing");
    await windows.whileBlocked(async () => {
      await send(5);
      await expect.poll(headline, patience).toContain("Held");
      const wait = page.locator("section", { hasText: "A week takes no readings" });
      expect(await wait.first().textContent()).toContain("npm run windows -- seal");
      await tabTo(page, wait.first().getByText("What the worker says"));
      await page.keyboard.press("Enter");
      expect(await wait.first().textContent()).toContain("cluster_block_exception");
      expect(await violationsOn(page)).toEqual([]);
    });
    await send(5);
    await expect.poll(headline, patience).toContain("Flowing");
    expect(faults).toEqual([]);
  });

  it("counts what came by what became of it, and how late", async () => {
    const { page } = await ingestPage();
    const counted = async (outcome: string) => {
      const row = page.getByRole("row", { name: new RegExp(`^${outcome}`) });
      return Number(((await row.getByRole("cell").nth(1).textContent()) ?? "").replace(/\D/g, ""));
    };
    const before = await counted("Stored");
    await send(40);
    await expect.poll(() => counted("Stored"), patience).toBeGreaterThanOrEqual(before + 40);
    expect(await page.getByText("From measured to received").isVisible()).toBe(true);
  });

  it.each([
    ["light, 1280 px", { colorScheme: "light" as const }],
    ["dark, 390 px", { colorScheme: "dark" as const, viewport: { width: 390, height: 844 } }],
  ])("can be read by everybody: %s", async (_what, options) => {
    const { page, faults } = await ingestPage(options);
    await page.getByText("Readings per second").first().waitFor();
    for (const range of ["15 min", "24 hours", "2 hours"]) {
      await page.getByRole("navigation", { name: "Range" }).getByRole("link", { name: range }).click();
      await page.locator(`a[aria-current="true"]`, { hasText: range }).waitFor();
      expect(await violationsOn(page)).toEqual([]);
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    }
    expect(faults).toEqual([]);
  });
});
