import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openDatabase } from "@/lib/db/client";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { seedBoard, storedFrame } from "@/lib/quality/testing/seed-board";
import { launch, overflowOf, signIn, violationsOn, visit } from "./browser-session";

const address = inject("address");
const STEWARD = "steward@demo.slipstream.example";
const OEM = "oem@demo.slipstream.example";
/** Of this run alone. */
const RUN = Date.now().toString(36).toUpperCase();
const BIKE = `VR-${RUN}`;
const { db, close } = openDatabase(inject("environment").SLIPSTREAM_DATABASE_URL ?? "");
let browser: Browser;
let plantId = "";

beforeAll(async () => {
  browser = await launch(inject("chromium"));
  plantId = await seedBoard(db, RUN);
});
afterAll(() => Promise.all([browser.close(), close()]));

/** Has a file of old data checked and returns what is told of it. */
async function check(page: Page, text: string, source: string, trust: string): Promise<string> {
  const form = page.getByRole("form", { name: "Take in old data" });
  await form
    .getByLabel("File")
    .setInputFiles({ name: `${source}.csv`, mimeType: "text/csv", buffer: Buffer.from(text) });
  await form.getByLabel("OEM").selectOption({ label: "Veloform" });
  await form.getByLabel("Where it is from").fill(source);
  await form.getByLabel("How sure").selectOption({ label: trust });
  await form.getByRole("button", { name: "Check" }).click();
  const told = page.getByRole("status").filter({ hasText: "Nothing has been changed yet" });
  await told.waitFor();
  return (await told.textContent()) ?? "";
}

/** Checks it, takes it in, and returns what is told then. */
async function takeIn(page: Page, text: string, source: string, trust: string): Promise<string> {
  await check(page, text, source, trust);
  await page.getByRole("button", { name: /^Take in \d/ }).click();
  const told = page.getByRole("status").filter({ hasText: "Taken in." });
  await told.waitFor();
  return (await told.textContent()) ?? "";
}

const HEADER = "Telemetry id;Frame number;Model;Motor serial";

describe("a steward", () => {
  it("takes in a list that contradicts another, decides, and the bike has what was decided", async () => {
    const { page, faults } = await visit(browser, address);
    await signIn(page, STEWARD, DEMO_PASSWORD, "/review");
    await page.getByRole("form", { name: "Take in old data" }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    const first = await takeIn(
      page,
      `${HEADER}\n${BIKE};F-${RUN}-1;R${RUN};M-${RUN}\n;EN 14764;;`,
      `north ${RUN}`,
      "from a list",
    );
    expect(first).toContain("2 rows read, 0 new contradictions");
    expect(first).toContain("1 of new bikes");
    await page.reload();
    const second = await takeIn(
      page,
      `${HEADER}\n${BIKE};F-${RUN}-2;R${RUN};M-${RUN}`,
      `call ${RUN}`,
      "told by somebody",
    );
    expect(second).toContain("1 new contradiction");
    const row = page.getByRole("row").filter({ hasText: BIKE });
    await row.getByRole("link", { name: "One bike, two values" }).click();
    await page.getByRole("heading", { level: 1, name: "One bike, two values: Frame number" }).waitFor();
    await page.getByLabel("Decision").selectOption({ label: "Take another value" });
    await page.getByText(`${BIKE} gets Frame number F-${RUN}-2`).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByLabel("Reason").fill("photo of the frame");
    await page.getByRole("button", { name: "Decide", exact: true }).click();
    await page.getByText("Decided: another value taken").waitFor();
    await page.getByText(`F-${RUN}-2 was taken, not F-${RUN}-1.`).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    const told = page.getByRole("row").filter({ hasText: `F-${RUN}-1` });
    expect(await told.textContent()).toContain("not believed");
    expect(await storedFrame(db, BIKE)).toEqual({ frame_number: `F-${RUN}-2`, version: 2 });
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("sees what a file changes before it does, and takes it back for a reason, on a phone in the dark", async () => {
    const { page, faults } = await visit(browser, address, {
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
    });
    await signIn(page, STEWARD, DEMO_PASSWORD, "/review");
    const [source, bikeId] = [`wrong ${RUN}`, `VW-${RUN}`];
    const text = `${HEADER}\n${bikeId};W-${RUN}-1;R${RUN};W-${RUN}`;
    expect(await check(page, text, source, "from a list")).toContain("1 of new bikes");
    const changes = page
      .getByRole("table")
      .filter({ has: page.getByRole("columnheader", { name: "Becomes" }) });
    expect(await changes.textContent()).toContain(`${bikeId}Frame numbernothingW-${RUN}-1`);
    expect(await storedFrame(db, bikeId)).toBeUndefined();
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    // What is edited is checked anew.
    await page.getByLabel("How sure").selectOption({ label: "guessed" });
    await page.getByRole("button", { name: /^Take in \d/ }).waitFor({ state: "detached" });
    await takeIn(page, text, source, "from a list");
    expect(await storedFrame(db, bikeId)).toMatchObject({ frame_number: `W-${RUN}-1` });

    await page.getByRole("link", { name: "Files taken in" }).click();
    const row = page.getByRole("row").filter({ hasText: source });
    await row.getByRole("button", { name: /^Take back…/ }).click();
    const dialog = page.getByRole("dialog", { name: `Take back ${source}.csv` });
    await dialog.getByText("1 bike withdrawn").waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await dialog.getByLabel("Reason").fill("sent by mistake");
    await dialog.getByRole("button", { name: "Take back", exact: true }).click();
    await row.getByText("taken back").waitFor();
    expect(await row.textContent()).toContain("sent by mistake");
    expect(new URL(page.url()).search).toBe("?tab=files");
    expect(await violationsOn(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("asks the OEM, who answers in the dark on a phone", async () => {
    const { page } = await visit(browser, address);
    await signIn(page, STEWARD, DEMO_PASSWORD, "/review");
    await takeIn(page, `${HEADER}\n${BIKE};;;M-${RUN}-9`, `shop ${RUN}`, "seen on the bike");
    await page.getByRole("row").filter({ hasText: BIKE }).getByRole("link").click();
    await page.getByLabel("Decision").selectOption({ label: "Ask the OEM" });
    await page.getByLabel("Reason").fill(`Which motor is right, ${RUN}?`);
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await page.getByText("The OEM has not answered yet.").waitFor();
    await page.context().close();

    const phone = await visit(browser, address, {
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
    });
    await signIn(phone.page, OEM, DEMO_PASSWORD, "/questions");
    const form = phone.page.getByRole("form", { name: `Which motor is right, ${RUN}?` });
    await form.getByLabel("Answer").fill("the second, we changed it");
    expect(await violationsOn(phone.page)).toEqual([]);
    expect(await overflowOf(phone.page)).toBeLessThanOrEqual(0);
    await form.getByRole("button", { name: "Answer" }).click();
    await form.getByRole("button", { name: "Change the answer" }).waitFor();
    expect(phone.faults).toEqual([]);
    await phone.page.context().close();
  });
});

describe("the quality board", () => {
  it("shows a plant's first-pass rate, to the OEM too, on a phone in the dark", async () => {
    const { page, faults } = await visit(browser, address);
    await signIn(page, STEWARD, DEMO_PASSWORD, `/quality?plant=${plantId}`);
    const bars = page.getByRole("list", { name: "First-pass rate by week" });
    await bars.waitFor();
    expect(await bars.getByRole("listitem").count()).toBe(12);
    expect(await bars.getByRole("listitem").last().textContent()).toMatch(/^75/);
    await page.getByText("Riding but not registered").waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();

    const phone = await visit(browser, address, {
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
    });
    await signIn(phone.page, OEM, DEMO_PASSWORD, "/quality");
    await phone.page.getByText("Suspected duplicates").waitFor();
    expect(await violationsOn(phone.page)).toEqual([]);
    expect(await overflowOf(phone.page)).toBeLessThanOrEqual(0);
    await phone.page.context().close();
  });
});
