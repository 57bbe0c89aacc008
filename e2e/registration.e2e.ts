import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { launch, overflowOf, signIn, violationsOn, visit } from "./browser-session";

const address = inject("address");
const OEM = "oem@demo.slipstream.example";
/** Of this run alone. */
const RUN = Date.now().toString(36).toUpperCase();
const CODE = `P${RUN}`;
const MODEL = `T${RUN}`;
const HEADER = "Telemetry id;Rahmennummer;Model;Produced;Motor serial;Battery serial;Battery, Wh;Colour";
const patience = { timeout: 45_000, interval: 250 };

let browser: Browser;
beforeAll(async () => {
  browser = await launch(inject("chromium"));
});
afterAll(() => browser.close());

const row = (at: number, part: Partial<Record<"frame" | "produced" | "motor" | "capacity", string>> = {}) => {
  const digits = String(at).padStart(4, "0");
  const {
    frame = `AR26-${digits}`,
    produced = "2026-11-02",
    motor = `M${RUN}-${digits}`,
    capacity = "625",
  } = part;
  return [`VF-${RUN}-${digits}`, frame, MODEL, produced, motor, `B${RUN}-${digits}`, capacity, "red"].join(
    ";",
  );
};

/** Twelve rows, four of them wrong. */
const BAD = [
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((at) => row(at)),
  row(9, { frame: "AR26-OOO9" }),
  row(10, { frame: "EN 14764" }),
  row(11, { produced: "2062-11-02" }),
  row(12, { capacity: "500" }),
];

async function addPlantAndModel(page: Page): Promise<void> {
  await page.goto("/registration/plants");
  await page.getByRole("button", { name: "Add a plant" }).click();
  const plant = page.getByRole("form", { name: "Add a plant" });
  await plant.getByLabel("Code").fill(CODE);
  await plant.getByLabel("Name").fill(`Feldkirch ${RUN}`);
  await plant.getByRole("button", { name: "Add a plant" }).click();
  await page.getByRole("rowheader", { name: `Feldkirch ${RUN}` }).waitFor();
  await page.getByRole("button", { name: "Add a model" }).click();
  const model = page.getByRole("form", { name: "Add a model" });
  const values = {
    Code: MODEL,
    Name: `Trekker ${RUN}`,
    "Hardware generation": "G3",
    Motor: "M7",
    "Battery, Wh": "625",
    "Wheel, mm": "700",
    "Frame number": "AR26-\\d{4}",
  };
  for (const [label, value] of Object.entries(values))
    await model.getByLabel(label, { exact: true }).fill(value);
  await model.getByRole("button", { name: "Add a model" }).click();
  await page.getByRole("rowheader", { name: `Trekker ${RUN}` }).waitFor();
}

/** Sends a file and waits until it was checked. */
async function check(
  page: Page,
  name: string,
  text: string | Buffer,
  title: string | RegExp = /can be registered/,
): Promise<void> {
  await page.getByRole("button", { name: "Choose a file" }).waitFor();
  const plant = page.getByLabel("Plant");
  // An OEM with one plant has nothing to choose from.
  if ((await plant.count()) > 0) await plant.selectOption({ label: `Feldkirch ${RUN}` });
  const buffer = typeof text === "string" ? Buffer.from(text) : text;
  await page.getByLabel("File of bikes").setInputFiles({ name, mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Check this file" }).click();
  await page.waitForURL(/\/registration\/[0-9a-f-]{36}$/);
  await page.getByRole("heading", { name: title }).waitFor();
}

const titleOf = (page: Page) => page.getByRole("heading", { level: 1 }).textContent();
const rowsToFix = (page: Page) =>
  page
    .locator("tr[data-row]")
    .evaluateAll((rows) =>
      rows.map((each) => [Number(each.getAttribute("data-row")), each.getAttribute("data-reason")]),
    );

/** What the board says of a plant this week: how many of its bikes passed the first time, and how many were fixed since. */
async function boardOf(
  page: Page,
  plantId: string,
): Promise<{ passed: string | undefined; fixed: string | undefined }> {
  await page.goto(`/quality?plant=${plantId}`);
  const week = page.getByRole("list", { name: "First-pass rate by week" }).getByRole("listitem").last();
  const title = await week.getAttribute("title");
  // What is streamed may stand a second time, hidden beneath the page, until the page has taken it.
  const fixed = await page
    .getByRole("main")
    .getByText(/ fixed since/)
    .textContent();
  return { passed: title?.split(": ")[1], fixed: fixed?.split(" fixed since")[0] };
}

describe("an OEM's plant", () => {
  it("sends a bad file, mends the rows that it is told of, and sees the board improve", async () => {
    const { page, faults } = await visit(browser, address);
    await signIn(page, OEM, DEMO_PASSWORD, "/registration");
    await addPlantAndModel(page);
    expect(await violationsOn(page)).toEqual([]);
    await page.goto("/registration");
    await check(page, "week 47.csv", [HEADER, ...BAD].join("\r\n"));
    expect(await titleOf(page)).toBe("8 of 12 rows can be registered");
    expect(await rowsToFix(page)).toEqual([
      [10, "look-alike"],
      [11, "safety-standard"],
      [12, "future"],
      [13, "other-capacity"],
    ]);
    expect(await page.getByRole("row", { name: /AR26-OOO9/ }).textContent()).toContain("AR26-0009");
    expect(await violationsOn(page)).toEqual([]);

    await page.getByRole("button", { name: "Register 8 bikes" }).click();
    await page.getByRole("heading", { name: "8 of 12 bikes registered" }).waitFor();
    const first = page.url();
    const fix = await page.getByRole("link", { name: "Upload fixed rows" }).getAttribute("href");
    const plantId = fix?.split("plant=")[1] ?? "";
    expect(await boardOf(page, plantId)).toEqual({ passed: "8 of 12", fixed: "0 of 4 bikes" });
    await page.goto(first);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download 4 failed rows (CSV)" }).click();
    const text = await readFile(await (await download).path(), "utf8");
    expect(text.trim().split("\r\n")).toHaveLength(5);

    const mended = text
      .replace("AR26-OOO9", "AR26-0009")
      .replace("EN 14764", "AR26-0010")
      .replace("2062-11-02", "2026-11-02")
      .replace(/([;,])500([;,])/, "$1625$2");
    await page.getByRole("link", { name: "Upload fixed rows" }).click();
    await check(page, "week 47 fixed.csv", mended);
    expect(await titleOf(page)).toBe("4 of 4 rows can be registered");
    await page.getByRole("button", { name: "Register 4 bikes" }).click();
    await page.getByRole("heading", { name: "4 of 4 bikes registered" }).waitFor();
    await page.goto(first);
    await expect.poll(() => page.getByText("Registered meanwhile").count(), patience).toBe(4);
    await page.getByText("4 Registered · 0 to fix").waitFor();
    expect(await boardOf(page, plantId)).toEqual({ passed: "8 of 12", fixed: "4 of 4 bikes" });

    await page.goto(`/registration?plant=${plantId}`);
    await check(page, "week 48.csv", [HEADER, ...[21, 22, 23, 24].map((at) => row(at))].join("\r\n"));
    expect(await boardOf(page, plantId)).toEqual({ passed: "12 of 16", fixed: "4 of 4 bikes" });
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("does the same on a phone in the dark, and a second time nothing changes", async () => {
    const { page, faults } = await visit(browser, address, {
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
    });
    await signIn(page, OEM, DEMO_PASSWORD, "/registration");
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await check(page, "again.csv", [HEADER, ...BAD.slice(0, 9)].join("\n"));
    expect(await titleOf(page)).toBe("8 of 9 rows can be registered");
    const table = page.getByRole("region", { name: "Rows to fix" });
    expect(await table.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: "Register 8 bikes" }).click();
    await page.getByRole("heading", { name: "8 of 9 bikes registered" }).waitFor();
    await page.goto("/registration/plants");
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("takes an empty file, fills it in as its columns are told, and has nothing else in it", async () => {
    const { page, faults } = await visit(browser, address, { viewport: { width: 390, height: 844 } });
    await signIn(page, OEM, DEMO_PASSWORD, "/registration");
    await page.getByText(/^What belongs into each column/).click();
    await page.getByRole("cell", { name: "LI-000123" }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "XLSX", exact: true }).click();
    const empty = await readFile(await (await download).path());
    await check(page, "empty.xlsx", empty, "There is no bike in this file");
    await page.getByText("No row below the column names").waitFor();
    expect(await page.getByText("sheets in the workbook").count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("has a way on from a page that is not for it, by its own pages or by any number of a bike", async () => {
    const { page } = await visit(browser, address);
    await signIn(page, OEM, DEMO_PASSWORD, "/bikes");
    await page.getByText("You do not have access to this page").waitFor();
    await page.getByRole("combobox", { name: "Look up a bike" }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Quality" }).click();
    await page.getByRole("heading", { name: "Quality of registration" }).waitFor();
    await page.context().close();
  });

  it("is told in words what is no file of bikes", async () => {
    const { page } = await visit(browser, address);
    await signIn(page, OEM, DEMO_PASSWORD, "/registration");
    const buffer = Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]);
    await page.getByLabel("File of bikes").setInputFiles({ name: "broken.xlsx", mimeType: "", buffer });
    expect(await page.getByRole("main").getByRole("alert").textContent()).toMatch(/expected/i);
    await page.context().close();
  });
});
