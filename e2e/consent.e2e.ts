import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createClient } from "@/lib/clients/create-client";
import { openDatabase } from "@/lib/db/client";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { launch, overflowOf, signIn, violationsOn, visit } from "./browser-session";

const address = inject("address");
const PRIVACY = "privacy@demo.slipstream.example";
const ADMIN = "admin@demo.slipstream.example";
/** Of this run alone. */
const RIDER = `rider-${Date.now().toString(36)}`;
const { db, close } = openDatabase(inject("environment").SLIPSTREAM_DATABASE_URL ?? "");
let browser: Browser;
let key = "";

beforeAll(async () => {
  browser = await launch(inject("chromium"));
  const client = {
    ...{ name: `riders' app ${RIDER}`, organisation: "Ried Rental" },
    ...{ scopes: ["consent" as const], bikes: [] },
  };
  key = (await createClient({ kind: "console", command: "e2e" }, client, db)).key;
});
afterAll(() => Promise.all([browser.close(), close()]));

const decision = (more: Readonly<Record<string, unknown>> = {}) => ({
  ...{ id: randomUUID(), rider_id: RIDER, purpose: "range-model", decision: "granted" },
  ...{ notice_version: 1, language: "en", channel: "app", decided_at: new Date().toISOString(), ...more },
});
const send = (body: unknown, authorization = `Bearer ${key}`, type = "application/json") =>
  fetch(`${address}/api/v1/consents`, {
    method: "POST",
    headers: { authorization, "content-type": type },
    body: JSON.stringify(body),
  });

describe("a riders' app", () => {
  it("has a decision recorded once, however often it sends it", async () => {
    const sent = decision();
    const [first, again] = [await send(sent), await send(sent)];
    expect([first.status, again.status]).toEqual([201, 200]);
    const receipt: unknown = await first.json();
    expect(receipt).toMatchObject({ id: sent.id, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await again.json()).toEqual(receipt);
    const other = await send({ ...sent, decision: "withdrawn" });
    expect(other.status).toBe(409);
    expect(await other.json()).toMatchObject({
      detail: expect.stringContaining("expected granted, got withdrawn"),
    });
  });

  it.each([
    [{ purpose: "advertising" }, 400, "purpose"],
    [{ notice_version: 9 }, 400, "expected a notice of range-model: version 1 in en or de"],
    [{ decided_at: "2020-01-01T00:00:00Z" }, 400, "decided_at: expected"],
    [{ decided_at: undefined }, 400, "decided_at"],
    [{ effective_at: "2020-01-01T00:00:00Z" }, 400, "effective_at"],
    [{ colour: "red" }, 400, "colour"],
  ])("is told what cannot be recorded: %j", async (part, status, words) => {
    const answer = await send(decision(part));
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining(words) });
  });

  it("is told apart from others' keys and other forms", async () => {
    const reader = `Bearer ${inject("environment").SLIPSTREAM_DEMO_KEY_DCU}`;
    expect((await send(decision(), reader)).status).toBe(403);
    expect((await send(decision(), undefined, "text/csv")).status).toBe(415);
    expect((await send(decision({ rider_id: "x".repeat(20_000) }))).status).toBe(413);
  });
});

describe("a privacy officer", () => {
  it("sees what an app recorded, and records for the rider on evidence, on a phone in the dark", async () => {
    const { page, faults } = await visit(browser, address, {
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
    });
    await signIn(page, PRIVACY, DEMO_PASSWORD, "/privacy/consent");
    await page.getByText(/\d entr(y|ies), chain whole, checked/).waitFor();
    await page.getByLabel("Rider").fill(RIDER);
    await page.getByRole("button", { name: "Narrow" }).click();
    const purposes = page.getByRole("list", { name: "Consent by purpose" });
    await purposes.getByText("in force since").waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);

    await page.getByRole("button", { name: /^Record for a rider/ }).click();
    const dialog = page.getByRole("dialog", { name: `Record for ${RIDER}` });
    await dialog.getByLabel("Purpose").selectOption({ label: "Range model" });
    await dialog.getByLabel("Decision").selectOption({ label: "Withdrawn" });
    await dialog.getByLabel("How the rider told it").selectOption({ label: "Letter" });
    await dialog.getByLabel("Notice that the rider was given").selectOption({ label: "Version 1" });
    await dialog.getByLabel("Its language").selectOption({ label: "German" });
    await dialog.getByLabel("Evidence").fill("letter of 3 November, file 4711");
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await dialog.getByRole("button", { name: "Record", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    const row = page.getByRole("row").filter({ hasText: "file 4711" });
    await row.getByText("Withdrawn").waitFor();
    expect(await row.textContent()).toContain("Paul Privacy");
    await purposes.getByText("withdrawn").waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("shows a colleague the same by its address, who may look and not record", async () => {
    const { page, faults } = await visit(browser, address);
    await signIn(page, ADMIN, DEMO_PASSWORD, `/privacy/consent?rider=${RIDER}&purpose=range-model`);
    const table = page.getByRole("table");
    await table.getByRole("row").nth(2).waitFor();
    expect(await table.getByRole("row").count()).toBe(3);
    expect(await table.getByRole("row").nth(1).textContent()).toContain("Withdrawn");
    expect(await page.getByRole("button", { name: /^Record for a rider/ }).count()).toBe(0);
    await page.getByText(/chain whole, checked/).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
