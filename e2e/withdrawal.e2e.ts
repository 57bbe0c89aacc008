import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { launch, overflowOf, shot, signIn, violationsOn, visit } from "./browser-session";
import { openRidersRide, type RidersRide } from "./riders-ride";

const address = inject("address");
const PRIVACY = "privacy@demo.slipstream.example";
const RECEIPTS = "/privacy/consent/receipts";
const RIDER = `withdraws-${Date.now().toString(36)}`;
/** Of a promise of 15 minutes. */
const patience = { timeout: 60_000, interval: 1_000 };
/** Of a bike that rides now rides are made a minute later. */
const UNTIL_RIDDEN = { timeout: 100_000, interval: 1_000 };
let browser: Browser;
let ride: RidersRide;
beforeAll(async () => {
  browser = await launch(inject("chromium"));
  ride = await openRidersRide(address, inject("environment"), RIDER);
  await ride.decides("granted");
  await ride.ownsTheBike();
  // Under the grant at every moment, and not so far ahead that it waits.
  await ride.rides(Date.now() + 2_000);
  await vi.waitFor(async () => expect(await ride.grants()).toBe(1), UNTIL_RIDDEN);
});
afterAll(() => Promise.all([browser.close(), ride.close()]));

describe("a privacy officer", () => {
  it("sees that what a rider took back is gone, and has it looked for again", async () => {
    await ride.decides("withdrawn");

    const { page, faults } = await visit(browser, address);
    await signIn(page, PRIVACY, DEMO_PASSWORD, "/privacy/consent");
    await page.getByRole("link", { name: "Purge receipts" }).click();
    await page.getByRole("heading", { name: "Purge receipts" }).waitFor();
    const row = page.getByRole("row").filter({ hasText: RIDER });
    const again = async () => {
      await page.reload();
      await page.getByRole("heading", { name: "Purge receipts" }).waitFor();
      return (await row.allInnerTexts()).join().replace(/[\s\u202f]+/g, " ");
    };
    await expect.poll(again, patience).toContain("1 before, 0 after");
    expect(await again()).toMatch(/Range model .*1 key destroyed [0-9a-f]{32}/);
    expect(await again()).not.toContain("found,");

    await row.getByRole("button", { name: /^Check receipt \d+ again$/ }).click();
    await expect.poll(again, patience).toContain("0 found,");
    expect(await again()).toContain("for Paul Privacy");
    expect(await violationsOn(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it.each(["light", "dark"] as const)("reads the receipt on a phone, in %s", async (colorScheme) => {
    const viewport = { width: 390, height: 844 };
    const { page, faults } = await visit(browser, address, { viewport, colorScheme });
    await signIn(page, PRIVACY, DEMO_PASSWORD, RECEIPTS);
    const row = page.getByRole("row").filter({ hasText: RIDER });
    await row.getByText("0 found").first().scrollIntoViewIfNeeded();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await violationsOn(page)).toEqual([]);
    await shot(page, `receipts-${colorScheme}`, false);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
