import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { createEdgeClient } from "@/simulator/edge-client";
import { blockableWindows } from "./blockable-windows";
import { launch, overflowOf, signIn, tabTo, violationsOn, visit } from "./browser-session";

const address = inject("address");
const environment = inject("environment");
const STATE = "/api/v1/bikes/DCU-TALARM/state";
const account = (name: string) => `${name}@demo.slipstream.example`;
const NARROW = { colorScheme: "dark" as const, viewport: { width: 390, height: 844 } };
const soon = { timeout: 30_000, interval: 250 };
/** An alarm rings when a hold has lasted for a minute; it is looked at each half, and told of each ten seconds. */
const patient = { timeout: 120_000, interval: 500 };
/** Of the way from well to ringing and back: a poll alone may take as long as other tests have in all. */
const WHOLE_WAY = { timeout: 300_000 };

const windows = blockableWindows(environment);
const edge = createEdgeClient(address, environment.SLIPSTREAM_DEMO_KEY_DCU ?? "");
let browser: Browser;
/** It was well when nobody answered it any more; what it says is looked at when the others have waited. */
let unanswered: Page;
beforeAll(async () => {
  browser = await launch(inject("chromium"));
  ({ page: unanswered } = await someone("operator", "/bikes"));
  await signOn(unanswered)
    .filter({ hasText: /^All well$/ })
    .waitFor({ timeout: patient.timeout });
  await unanswered.context().route("**/api/status", (route) => route.abort());
}, 150_000);
afterAll(async () => {
  await Promise.all([browser.close(), windows.close()]);
});

const send = () =>
  edge.send([{ v: 1, bike_id: "DCU-TALARM", source: "app", readings: [{ t: Date.now(), speed_kmh: 20 }] }]);

async function someone(name: string, from: string, options: Parameters<typeof visit>[2] = {}) {
  const visited = await visit(browser, address, options);
  await signIn(visited.page, account(name), DEMO_PASSWORD, from);
  return visited;
}
const signOn = (page: Page) => page.getByLabel(/^Status: /);
const said = (page: Page) => signOn(page).textContent();

describe("the sign on every page", () => {
  it(
    "leads from a store that refuses to the explanation and the runbook, and goes back to well by itself",
    WHOLE_WAY,
    async () => {
      const { page, faults } = await someone("platform", "/bikes");
      const { page: support } = await someone("support", "/bikes", NARROW);
      await send();
      await expect.poll(async () => (await page.request.get(STATE)).status(), patient).toBe(200);
      await expect.poll(() => said(page), patient).toBe("All well");
      let reloads = 0;
      page.on("domcontentloaded", () => reloads++);
      await windows.whileBlocked(async () => {
        await send();
        await expect.poll(() => said(page), soon).toBe("Held");
        expect(reloads).toBe(0);
        await expect.poll(() => page.getByText("Ingest: Held").count(), soon).toBe(1);

        await expect.poll(() => said(support), soon).toBe("Held");
        await tabTo(support, signOn(support));
        await support.keyboard.press("Enter");
        const meaning = support.getByRole("dialog", { name: "Status" });
        expect(await meaning.textContent()).toContain("New readings arrive late; nothing is lost.");
        expect(await violationsOn(support)).toEqual([]);

        await tabTo(page, signOn(page));
        await page.keyboard.press("Enter");
        await page.waitForURL((url) => url.pathname === "/ingest" && url.hash === "#alarms");
        await page.getByText("A week takes no readings").first().waitFor();
        const alarm = page.getByRole("article", { name: "Held by Elasticsearch" });
        await expect.poll(() => alarm.count(), patient).toBe(1);
        expect(await alarm.textContent()).toMatch(/Critical.*worker \S+:\d+.*since/);
        expect(await violationsOn(page)).toEqual([]);

        await alarm.getByRole("link", { name: "What to do" }).click();
        await page.waitForURL((url) => url.pathname === "/ingest/runbook");
        const paragraph = page.locator("#slipstreamheldbyelasticsearch");
        expect(await paragraph.textContent()).toContain("The worker keeps what it has in hand");
        expect(await violationsOn(page)).toEqual([]);
      });
      await expect.poll(() => said(page), patient).toBe("All well");
      await page.goBack();
      const past = page.getByRole("region", { name: "Over" }).getByRole("listitem");
      await expect
        .poll(() => past.allTextContents(), soon)
        .toContainEqual(
          expect.stringMatching(
            /\d\d:\d\d – \d\d:\d\d Held by Elasticsearch.*takes no readings.*Nothing was lost/,
          ),
        );
      expect(faults).toEqual([]);
    },
  );

  it("never says that all is well when nobody answers", async () => {
    await expect.poll(() => said(unanswered), { timeout: 60_000, interval: 500 }).toBe("Not known");
  });

  it("is there for the maker's people alone", async () => {
    const { page } = await someone("rheintal", "/bikes");
    await page.getByRole("navigation", { name: "Main" }).waitFor();
    expect(await signOn(page).count()).toBe(0);
  });

  it("is within reach on a narrow screen, as is the runbook", async () => {
    const { page, faults } = await someone("platform", "/ingest", NARROW);
    await signOn(page).waitFor();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    const box = await signOn(page).boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
    await page.getByRole("link", { name: "Runbook" }).click();
    await page.getByRole("heading", { name: "Runbook" }).waitFor();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await violationsOn(page)).toEqual([]);
    expect(faults).toEqual([]);
  });
});
