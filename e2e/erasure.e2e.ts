import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createClient } from "@/lib/clients/create-client";
import { openDatabase } from "@/lib/db/client";
import { sql } from "@/lib/db/testing/statement";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { launch, overflowOf, signIn, violationsOn, visit } from "./browser-session";

const address = inject("address");
const PRIVACY = "privacy@demo.slipstream.example";
/** Of this run alone. */
const RIDER = `erased-${Date.now().toString(36)}`;
const { db, close } = openDatabase(inject("environment").SLIPSTREAM_DATABASE_URL ?? "");
let browser: Browser;

beforeAll(async () => {
  browser = await launch(inject("chromium"));
  const client = {
    ...{ name: `riders' app ${RIDER}`, organisation: "Ried Rental" },
    ...{ scopes: ["consent" as const], bikes: [] },
  };
  const { key } = await createClient({ kind: "console", command: "e2e" }, client, db);
  const granted = await fetch(`${address}/api/v1/consents`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({
      ...{ id: randomUUID(), rider_id: RIDER, purpose: "range-model", decision: "granted" },
      ...{ notice_version: 1, language: "en", channel: "app", decided_at: new Date().toISOString() },
    }),
  });
  if (granted.status !== 201) throw new Error(`expected the grant to be recorded, got ${granted.status}`);
});
afterAll(() => Promise.all([browser.close(), close()]));

describe("a privacy officer", () => {
  it("hands out what is held of a rider, has it erased and sees how far it is, on a phone in the dark", async () => {
    const { page, faults } = await visit(browser, address, {
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
    });
    await signIn(page, PRIVACY, DEMO_PASSWORD, "/privacy/erasure");
    await page.getByLabel("Rider", { exact: true }).fill(RIDER);
    await page.getByRole("button", { name: "Narrow" }).click();
    await page.getByText("This rider has had no bike").waitFor();
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
});
