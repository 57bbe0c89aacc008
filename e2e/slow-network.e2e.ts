import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ZONE_COOKIE } from "@/components/shell/zone-cookie";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { launch, signIn, visit } from "./browser-session";

const address = inject("address");
/** Bytes a second: a page is on its way for seconds, while what came of it is already in use. */
const SLOW = 8_000;
let browser: Browser;
beforeAll(async () => {
  browser = await launch(inject("chromium"));
});
afterAll(() => browser.close());

describe("a page that comes slowly", () => {
  it.each([
    ["oem", "/registration", "Plant"],
    ["steward", "/review", "Where it is from"],
  ])("is taken over as it came, whatever goes on in it meanwhile: %s's %s", async (name, path, label) => {
    const { page, faults } = await visit(browser, address);
    await signIn(page, `${name}@demo.slipstream.example`, DEMO_PASSWORD, path);
    await page.getByLabel(label).waitFor();
    // As on a first visit, whose zone nobody knows.
    await page.context().clearCookies({ name: ZONE_COOKIE });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Network.emulateNetworkConditions", {
      ...{ offline: false, latency: 0, uploadThroughput: -1, downloadThroughput: SLOW },
    });
    await page.goto(path, { waitUntil: "load", timeout: 60_000 });
    await page.waitForTimeout(500);
    // What React makes anew in the browser has other ids than what it found.
    expect(await page.getByLabel(label).getAttribute("id")).toMatch(/^_R_/);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
