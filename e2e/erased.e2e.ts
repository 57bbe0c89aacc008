import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { launch, overflowOf, shot, signIn, violationsOn, visit } from "./browser-session";
import { openRidersRide, type RidersRide } from "./riders-ride";

const address = inject("address");
const PRIVACY = "privacy@demo.slipstream.example";
/** It waits until no request can be on its way that was sent before: about two and a half minutes. */
const UNTIL_ERASED = { timeout: 280_000, interval: 2_000 };
const UNTIL_RIDDEN = { timeout: 100_000, interval: 1_000 };
const RIDDEN_MS = Math.floor(Date.now() / 60_000) * 60_000 - 30 * 3_600_000;
/** Of this run alone. */
const RIDER = `gone-${Date.now().toString(36)}`;
const viewport = { width: 390, height: 844 };
let browser: Browser;
let ride: RidersRide;
let readings = 0;

beforeAll(async () => {
  browser = await launch(inject("chromium"));
  ride = await openRidersRide(address, inject("environment"), RIDER);
  await ride.decides("granted");
  await ride.ownsTheBike();
  readings = await ride.rides(RIDDEN_MS);
  await vi.waitFor(async () => expect(await ride.ridesSince(RIDDEN_MS)).toBe(1), UNTIL_RIDDEN);
});
afterAll(() => Promise.all([browser.close(), ride.close()]));

describe("a privacy officer", () => {
  it("has what is held of a rider erased, and sees by the receipt that nothing is left", async () => {
    const { page, faults } = await visit(browser, address, { viewport });
    await signIn(page, PRIVACY, DEMO_PASSWORD, `/privacy/erasure?rider=${RIDER}`);
    await page.getByRole("region", { name: "Bikes of the rider" }).getByText(ride.bikeId).waitFor();
    await page.getByRole("button", { name: `Erase what is held of ${RIDER}` }).click();
    const dialog = page.getByRole("dialog", { name: `Erase what is held of ${RIDER}` });
    await dialog.getByLabel("Reason").fill("asked by letter");
    await dialog.getByLabel("How it was asked for").selectOption({ label: "Letter" });
    await dialog.getByLabel("Evidence").fill("letter of 3 November, file 4711");
    await dialog.getByRole("button", { name: "Erase for good" }).click();
    await dialog.waitFor({ state: "detached" });

    const card = page.getByRole("list", { name: "Erasures" }).getByRole("listitem").first();
    const receipt = card.getByRole("region", { name: /^Receipt \d+$/ }).first();
    const rows = async () => {
      await page.reload();
      await card.waitFor();
      const texts = await receipt.getByRole("row").allInnerTexts();
      return texts.map((text) => text.trim().split(/\s*\t\s*/));
    };
    await expect.poll(rows, UNTIL_ERASED).toHaveLength(7);
    expect(await rows()).toEqual([
      ["Held in", "Before", "After"],
      ["Readings", String(readings), "0"],
      ["Quarantined readings", "0", "0"],
      ["Dead letters", "0", "0"],
      ["Rides", "1", "0"],
      ["Consented rides", "0", "0"],
      ["Signatures for rides", "0", "0"],
    ]);
    await card.getByText(/^Erased, asked/).waitFor();
    expect(await card.getByText("not yet").count()).toBe(0);
    expect(await ride.ridesSince(RIDDEN_MS)).toBe(0);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await receipt.scrollIntoViewIfNeeded();
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      expect(await violationsOn(page)).toEqual([]);
      await shot(page, `erased-${colorScheme}`, false);
    }
    expect(faults).toEqual([]);
    await page.context().close();
  }, 300_000);
});
