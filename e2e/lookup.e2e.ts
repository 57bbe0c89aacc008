import { randomBytes, randomInt } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openDatabase } from "@/lib/db/client";
import { LookupAnswer } from "@/lib/domain/api-answers";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { registerBike } from "@/lib/lookup/testing/register-bike";
import { createEdgeClient } from "@/simulator/edge-client";
import { launch, overflowOf, signIn, violationsOn, visit } from "./browser-session";
import { signedIn } from "./web-session";

const address = inject("address");
const environment = inject("environment");
const SUPPORT = "support@demo.slipstream.example";
const patience = { timeout: 20_000, interval: 200 };

const mark = randomBytes(3).toString("hex").toUpperCase();
const registered = `LI-L${mark}`;
const unregistered = `LI-N${mark}`;
const frame = `VFX ${randomInt(1_000, 9_999)}-${randomInt(10_000, 99_999)}`;
/** As somebody reads it out: small letters, no signs, and two characters swapped. */
const misread = frame.toLowerCase().replace(/[ -]/g, "").replace("vfx", "vxf");

let browser: Browser;
beforeAll(async () => {
  const { db, close } = openDatabase(environment.SLIPSTREAM_DATABASE_OWNER_URL ?? "");
  await registerBike(db, { bikeId: registered, frame, oem: "Veloform" }).finally(close);
  const packets = [registered, unregistered].map((bike_id) => ({
    v: 1 as const,
    bike_id,
    source: "app" as const,
    readings: [{ t: Date.now(), soc_pct: 50 }],
  }));
  await createEdgeClient(address, environment.SLIPSTREAM_DEMO_KEY_LI ?? "").send(packets);
  browser = await launch(inject("chromium"));
});
afterAll(() => browser.close());

async function lookUp(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Look up a bike" }).waitFor();
  await page.keyboard.type(text);
}

describe("support", () => {
  it("finds a bike a moment after it was registered, or after it first reported", async () => {
    const support = await signedIn(address, SUPPORT, DEMO_PASSWORD);
    const first = async (q: string) => {
      const answer = await support.fetch(`/api/v1/lookup?${new URLSearchParams({ q })}`);
      return LookupAnswer.parse(await answer.json()).bikes[0];
    };
    await expect.poll(() => first(misread), patience).toMatchObject({ bike_id: registered });
    await expect.poll(() => first(unregistered), patience).toMatchObject({ registered_at: null });
  });

  it("finds a bike from any page by a frame number read out wrong, and opens it, by the keyboard alone", async () => {
    const { page, faults } = await visit(browser, address);
    await signIn(page, SUPPORT, DEMO_PASSWORD, "/account");
    await lookUp(page, misread);
    const first = page.getByRole("option").first();
    await first.waitFor();
    expect(await first.textContent()).toContain(registered);
    expect(await first.textContent()).toContain(`Frame number${frame}`);
    expect(await first.textContent()).toContain("one character differs");
    expect(await first.getAttribute("aria-selected")).toBe("true");
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === `/bikes/${registered}`);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("begins with one field on a narrow dark screen, which knows bikes that nobody registered", async () => {
    const { page, faults } = await visit(browser, address, {
      colorScheme: "dark",
      viewport: { width: 390, height: 844 },
    });
    await signIn(page, SUPPORT, DEMO_PASSWORD, "/bikes");
    await page
      .getByRole("combobox", { name: "Look up a bike" })
      .fill(unregistered.slice(0, -1).toLowerCase());
    await page.getByRole("option", { name: unregistered }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: "Look up a bike" }).click();
    await page.keyboard.type(frame);
    await page.getByRole("option", { name: registered }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

it("is not there for those who look up no bikes", async () => {
  const { page } = await visit(browser, address);
  await signIn(page, "analyst@demo.slipstream.example", DEMO_PASSWORD, "/account");
  expect(await page.getByRole("button", { name: "Look up a bike" }).count()).toBe(0);
  await page.keyboard.press("Control+k");
  expect(await page.getByRole("dialog").count()).toBe(0);
  await page.context().close();
});
