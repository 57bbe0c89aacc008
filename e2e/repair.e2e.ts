import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { deadLetterOf } from "@/ingest-worker/aside/dead-letter";
import { anOrigin } from "@/ingest-worker/testing/an-origin";
import { openDatabase } from "@/lib/db/client";
import { audit } from "@/lib/db/schema";
import { ReadingsAnswer } from "@/lib/domain/api-answers";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { namesIn } from "@/lib/domain/names";
import { HEADER } from "@/lib/domain/packet";
import { createKafka } from "@/lib/kafka/client";
import { createPublisher } from "@/lib/kafka/publisher";
import { createLog } from "@/lib/log";
import { createEdgeClient } from "@/simulator/edge-client";
import { launch, overflowOf, signIn, tabTo, violationsOn, visit } from "./browser-session";

const address = inject("address");
const environment = inject("environment");
const PLATFORM = "platform@demo.slipstream.example";
const LETTERS = "/ingest/dead-letters";
const QUARANTINE = "/ingest/quarantine";
/** Of this run alone. */
const RUN = Date.now().toString(36).toUpperCase();
const LETTER = `DCU-TL-${RUN}`;
const KNOWN = `DCU-TK-${RUN}`;
const CLOCK = `DCU-TC-${RUN}`;
const HOUR_MS = 3_600_000;
const MEASURED_MS = Math.floor(Date.now() / 1_000) * 1_000 - 60_000;
const LAT = 53.385123;
const patience = { timeout: 45_000, interval: 250 };

const names = namesIn(environment.SLIPSTREAM_NAMESPACE ?? "");
const { db, close } = openDatabase(environment.SLIPSTREAM_DATABASE_URL ?? "");
const key = environment.SLIPSTREAM_DEMO_KEY_DCU ?? "";
const edge = createEdgeClient(address, key);
let browser: Browser;
beforeAll(async () => {
  browser = await launch(inject("chromium"));
});
afterAll(() => Promise.all([browser.close(), close()]));

const packet = (bikeId: string, reading: { readonly t: number; readonly [field: string]: unknown }) => ({
  v: 1 as const,
  bike_id: bikeId,
  source: "app" as const,
  readings: [{ lat: LAT, lon: -6.257, ...reading }],
});

/** A letter as a worker has left it that did not know what today's does. */
async function leaveLetter(bikeId: string): Promise<void> {
  const kafka = createKafka({
    brokers: (environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(","),
    clientId: "tests",
    log: createLog("tests", "silent"),
  });
  const publisher = await createPublisher(kafka);
  const value = Buffer.from(JSON.stringify(packet(bikeId, { t: MEASURED_MS, soc_pct: 61 })));
  const headers = { [HEADER.receivedAt]: String(MEASURED_MS + 5_000), [HEADER.ingestClient]: "client-1" };
  const topic = names.topics.telemetry;
  const letter = deadLetterOf(
    anOrigin({ key: Buffer.from(bikeId), value, bikeId, headers, topic }),
    "field",
    [],
  );
  await publisher.publish(names.topics.deadLetter, [letter]);
  await publisher.disconnect();
}

async function chargesOf(bikeId: string, aroundMs: number): Promise<unknown[]> {
  const range = `from=${aroundMs - 1_000}&to=${aroundMs + 1_000}`;
  const answer = await fetch(`${address}/api/v1/bikes/${bikeId}/readings?${range}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  if (answer.status !== 200) return [];
  return ReadingsAnswer.parse(await answer.json()).readings.map((reading) => reading.soc_pct);
}
/** A row of the audit by somebody who was signed in. */
const aRow = (more: object) => expect.objectContaining({ actor: expect.stringMatching(/^user:/), ...more });
const audited = async (verb: string) => (await db.select().from(audit)).filter((row) => row.verb === verb);

async function openPage(path: string, options: Parameters<typeof visit>[2] = {}) {
  const visited = await visit(browser, address, options);
  await signIn(visited.page, PLATFORM, DEMO_PASSWORD, path);
  return visited;
}
/** The list of one bike, once so many rows are in it. */
async function listOf(page: Page, path: string, bikeId: string, rows: number): Promise<void> {
  const count = async () => {
    await page.goto(`${path}?bike=${bikeId}`);
    await page.getByRole("status").first().waitFor();
    await page.getByRole("main").getByText(/as of/).waitFor();
    return page.getByRole("checkbox").count();
  };
  await expect.poll(count, patience).toBe(rows + 1);
}
async function lookInFull(page: Page, why: string): Promise<void> {
  const reason = page.getByRole("textbox", { name: "Reason" });
  await tabTo(page, reason);
  await page.keyboard.type(why);
  await page.keyboard.press("Enter");
  await page.getByText("Shown in full").waitFor();
}
const heading = (page: Page, name: RegExp) => page.getByRole("heading", { name });

describe("a platform engineer", () => {
  it("opens a dead letter, sees its positions for a reason that is kept, and sends it again", async () => {
    await edge.send([packet(LETTER, { t: MEASURED_MS, soc_pct: 60, speed_kmh: 999 })]);
    const { page, faults } = await openPage(LETTERS);
    await listOf(page, LETTERS, LETTER, 1);
    await page.getByRole("row").nth(1).getByRole("link").click();
    const sample = page.getByRole("region", { name: "What was sent" });
    expect(await sample.textContent()).toContain('"speed_kmh": 999');
    expect(await page.content()).not.toContain(String(LAT));
    expect(await violationsOn(page)).toEqual([]);
    await lookInFull(page, "case 11: a wrong module");
    expect(await sample.textContent()).toContain(String(LAT));
    const letter = new URL(page.url()).searchParams.get("open");
    expect(await audited("show-dead-letter")).toContainEqual(
      aRow({
        subject: `dead-letter:${letter}`,
        reason: "case 11: a wrong module",
      }),
    );

    await page.getByRole("button", { name: "Close" }).click();
    await tabTo(page, page.getByRole("row").nth(1).getByRole("checkbox"));
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Send again…" }).click();
    await heading(page, /Send 1 letter again\?/).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole("button", { name: "Send 1 letter again" }).click();
    await page.getByText("Expected a reason").waitFor();
    await page.getByRole("textbox", { name: "Reason" }).fill("case 11: the worker was mended");
    await page.getByRole("button", { name: "Send 1 letter again" }).click();
    await heading(page, /1 letter: 1 refused again/).waitFor();
    expect(await audited("resend-dead-letters")).toContainEqual(
      aRow({
        reason: "case 11: the worker was mended",
        details: expect.objectContaining({ keys: [letter] }),
      }),
    );
    await page.getByRole("button", { name: "Done" }).press("Enter");
    const focused = page.locator("button:focus");
    await expect.poll(() => focused.textContent()).toBe("Send again…");
    await expect.poll(() => page.getByRole("row").nth(1).getByRole("cell").last().textContent()).toBe("1");
    expect(faults).toEqual([]);
  });

  it("brings back what the worker can read by now, all that match at once", async () => {
    await leaveLetter(KNOWN);
    const { page } = await openPage(LETTERS);
    await listOf(page, LETTERS, KNOWN, 1);
    await page.getByRole("button", { name: /Send again all that match/ }).click();
    await page.getByRole("textbox", { name: "Reason" }).fill("case 12: the field is known now");
    await page.getByRole("button", { name: "Send 1 letter again" }).click();
    await heading(page, /1 letter: 1 accepted/).waitFor();
    await page.getByRole("link", { name: "the bike" }).waitFor();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByText("Nothing matches").waitFor();
    await expect.poll(() => chargesOf(KNOWN, MEASURED_MS), patience).toEqual([61]);
  });

  it("releases a reading of a wrong clock at its right time, with the keyboard alone", async () => {
    const wrongMs = MEASURED_MS + 2 * HOUR_MS;
    await edge.send([packet(CLOCK, { t: wrongMs, soc_pct: 62 })]);
    const { page, faults } = await openPage(QUARANTINE);
    await listOf(page, QUARANTINE, CLOCK, 1);
    await page.getByRole("row").nth(1).getByRole("link").click();
    await page.getByRole("region", { name: "What was measured" }).waitFor();
    expect(await page.content()).not.toContain(String(LAT));
    await lookInFull(page, "case 12: winter time");
    expect(await page.content()).toContain(String(LAT));
    const entry = `quarantine:${new URL(page.url()).searchParams.get("open")}`;
    const looked = aRow({ subject: entry, reason: "case 12: winter time" });
    expect(await audited("show-quarantined")).toContainEqual(looked);
    await page.getByRole("button", { name: "Close" }).click();

    await tabTo(page, page.getByRole("row").nth(1).getByRole("checkbox"));
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Release…" }).press("Enter");
    await heading(page, /^Release 1 reading$/).waitFor();
    await tabTo(page, page.getByLabel("Shift", { exact: true }));
    await page.keyboard.type("-2 h");
    await tabTo(page, page.getByRole("textbox", { name: "Reason" }));
    await page.keyboard.type("case 12: winter time");
    await page.keyboard.press("Enter");
    await heading(page, /Release 1 reading\?/).waitFor();
    const after = page.getByRole("region", { name: "What becomes of the readings" });
    expect(
      await after.locator("time").evaluateAll((times) => times.map((time) => time.getAttribute("datetime"))),
    ).toEqual([wrongMs, MEASURED_MS].map((timeMs) => new Date(timeMs).toISOString()));
    expect(await violationsOn(page)).toEqual([]);
    await tabTo(page, page.getByRole("button", { name: "Release 1 reading", exact: true }));
    await page.keyboard.press("Enter");
    await heading(page, /1 reading released/).waitFor();
    await expect.poll(() => chargesOf(CLOCK, MEASURED_MS), patience).toEqual([62]);
    expect(await audited("release-quarantined")).toContainEqual(looked);
    expect(faults).toEqual([]);
  });
});

describe("the pages of repair", () => {
  it("are reached from what became of readings, with the weeks' windows below", async () => {
    const { page } = await openPage("/ingest");
    const windows = page.getByRole("region", { name: "Windows" });
    await windows.getByRole("cell", { name: "live" }).waitFor();
    await page.getByRole("link", { name: "Dead letters" }).click();
    await page.waitForURL((url) => url.pathname === LETTERS);
    await page.getByRole("link", { name: "Ingest" }).first().click();
    await page.getByRole("link", { name: "Quarantined" }).click();
    await page.waitForURL((url) => url.pathname === QUARANTINE);
  });

  it("list every week, a quarter of a year at once", async () => {
    const { page } = await openPage("/ingest");
    const windows = page.getByRole("region", { name: "Windows" });
    const seen = new Set<string>();
    // The table comes after the page, as soon as the weeks are counted.
    await windows.getByRole("rowheader").first().waitFor();
    for (;;) {
      for (const name of await windows.getByRole("rowheader").allTextContents()) seen.add(name);
      const older = page.getByRole("link", { name: "Older weeks" });
      if ((await older.count()) === 0) break;
      const [first = ""] = await windows.getByRole("rowheader").allTextContents();
      await older.click();
      await expect.poll(() => windows.getByRole("rowheader").first().textContent(), patience).not.toBe(first);
    }
    expect([...seen]).toContain("2023-w27");
    expect([...seen]).toEqual([...seen].toSorted().toReversed());
  });

  it.each([
    ["light, 1280 px", { colorScheme: "light" as const }],
    ["dark, 390 px", { colorScheme: "dark" as const, viewport: { width: 390, height: 844 } }],
  ])("can be read by everybody: %s", async (_what, options) => {
    const { page, faults } = await openPage(LETTERS, options);
    for (const path of [LETTERS, QUARANTINE, `${LETTERS}?bike=NONE-1`, `${QUARANTINE}?reason=nonsense`]) {
      await page.goto(path);
      await page.getByRole("main").getByText(/as of/).waitFor();
      expect(await violationsOn(page)).toEqual([]);
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    }
    expect(faults).toEqual([]);
  });
});
