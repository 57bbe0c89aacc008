import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { openDatabase } from "@/lib/db/client";
import { sql } from "@/lib/db/testing/statement";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { launch, overflowOf, signIn, violationsOn, visit } from "./browser-session";
import { openRidersRide, type RidersRide } from "./riders-ride";

const address = inject("address");
const PRIVACY = "privacy@demo.slipstream.example";
/** Of this run alone. */
const RIDER = `erased-${Date.now().toString(36)}`;
/** It waits until no request can be on its way that was sent before: about two and a half minutes. */
const UNTIL_ERASED = { timeout: 280_000, interval: 2_000 };
const UNTIL_RIDDEN = { timeout: 60_000, interval: 1_000 };
const RIDDEN_MS = Math.floor(Date.now() / 60_000) * 60_000 - 30 * 3_600_000;
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
  it("hands out what is held of a rider, has it erased and sees how far it is, on a phone in the dark", async () => {
    const { page, faults } = await visit(browser, address, {
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
    });
    await signIn(page, PRIVACY, DEMO_PASSWORD, "/privacy/erasure");
    await page.getByLabel("Rider", { exact: true }).fill(RIDER);
    await page.getByRole("button", { name: "Narrow" }).click();
    await page.getByRole("table", { name: "Bikes of the rider" }).getByText(ride.bikeId).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);

    await page.getByLabel("Reason for an export").fill("asked by letter, file 4711");
    const file = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export as NDJSON" }).click();
    expect((await file).suggestedFilename()).toMatch(/^rider-[0-9a-f-]{36}\.ndjson$/);

    await page.getByRole("button", { name: `Erase what is held of ${RIDER}` }).click();
    const dialog = page.getByRole("dialog", { name: `Erase what is held of ${RIDER}` });
    await dialog.getByLabel("Reason").fill("asked by letter");
    await dialog.getByLabel("How it was asked for").selectOption({ label: "Letter" });
    await dialog.getByLabel("Evidence").fill("letter of 3 November, file 4711");
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await dialog.getByRole("button", { name: "Erase for good" }).click();
    await dialog.waitFor({ state: "detached" });
    const steps = page.getByRole("list", { name: "Steps" });
    await steps.getByText("Counted what is held").waitFor();
    expect(await page.getByText("letter of 3 November, file 4711").count()).toBe(1);
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("shows a colleague the same by its address, in the light", async () => {
    const { page, faults } = await visit(browser, address);
    await signIn(page, PRIVACY, DEMO_PASSWORD, `/privacy/erasure?rider=${RIDER}`);
    await page.getByRole("list", { name: "Erasures" }).getByText("asked by letter").waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("sees which step of an erasure fails, and by what", async () => {
    const owner = openDatabase(inject("environment").SLIPSTREAM_DATABASE_OWNER_URL ?? "");
    const id = randomUUID();
    await owner.db.transaction(async (transaction) => {
      await transaction.execute(sql`
        insert into erasures (id, rider_id, reason, evidence, asked_by, withdrawals)
        select ${id}, r.id, 'asked once more', 'a letter', 'console:e2e', '{}' from riders r where r.reference = ${RIDER}`);
      // What nobody can read fails whoever tries.
      await transaction.execute(sql`
        insert into tombstones (erasure_id, rider_id, bike_id, reported_as, spared)
        select id, rider_id, 'ER-000001', 'ER-000001', '["unreadable"]' from erasures where id = ${id}`);
      await transaction.execute(sql`
        insert into erasure_steps (erasure_id, step, failures, failed_at, fault) values (${id}, 'survey', 1, now(), 'no answer')`);
    });
    try {
      const { page, faults } = await visit(browser, address, { viewport: { width: 390, height: 844 } });
      await signIn(page, PRIVACY, DEMO_PASSWORD, `/privacy/erasure?rider=${RIDER}`);
      await page.getByRole("status").getByText("Failing at “Counted what is held”").waitFor();
      expect([await violationsOn(page), await overflowOf(page)]).toEqual([[], 0]);
      expect(faults).toEqual([]);
      await page.context().close();
    } finally {
      // So that it comes to its end, and nothing is held for good.
      await owner.db.transaction(async (transaction) => {
        await transaction.execute(sql`alter table tombstones disable trigger user`);
        await transaction.execute(sql`update tombstones set spared = '[]' where erasure_id = ${id}`);
        await transaction.execute(sql`alter table tombstones enable trigger user`);
      });
      await owner.close();
    }
  });

  it("sees it come to its end, and how much there was of what, on a phone in light and dark", async () => {
    const viewport = { width: 390, height: 844 };
    const { page, faults } = await visit(browser, address, { viewport });
    await signIn(page, PRIVACY, DEMO_PASSWORD, `/privacy/erasure?rider=${RIDER}`);
    const card = page
      .getByRole("list", { name: "Erasures" })
      .getByRole("listitem")
      .filter({ hasText: "asked by letter" });
    const receipt = card.getByRole("table", { name: /^Receipt \d+$/ });
    const rows = async () => {
      await page.reload();
      await page.getByRole("list", { name: "Erasures" }).waitFor();
      const texts = await receipt.first().getByRole("row").allInnerTexts();
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
    expect(await card.getByText("not yet").count()).toBe(0);
    await card.getByText(/^Erased, asked/).waitFor();
    expect(await ride.ridesSince(RIDDEN_MS)).toBe(0);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await receipt.first().scrollIntoViewIfNeeded();
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      expect(await violationsOn(page)).toEqual([]);
      if (process.env.SLIPSTREAM_SHOTS)
        await page.screenshot({ path: `${process.env.SLIPSTREAM_SHOTS}/erased-${colorScheme}.png` });
    }
    expect(faults).toEqual([]);
    await page.context().close();
  }, 300_000);
});
