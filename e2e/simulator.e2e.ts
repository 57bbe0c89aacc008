import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import type { Control, SimulatorState } from "@/lib/domain/simulator-control";
import { SIMULATOR_STATE } from "@/lib/domain/testing/simulator-state";
import { serveControls } from "@/simulator/control/control-server";
import { webService } from "@/stack/app/services";
import { foldersOf } from "@/stack/folders";
import { pickPort } from "@/stack/ports";
import { type Launched, launch as launchProcess } from "@/stack/process/launch";
import { launch, signIn, tabTo, visit } from "./browser-session";
import { signedIn } from "./web-session";

const PLATFORM = "platform@demo.slipstream.example";
const OPERATOR = "operator@demo.slipstream.example";
const TOKEN = "t".repeat(43);

const asked: Control[] = [];
let offline = 3;
const state = (): SimulatorState => ({
  ...SIMULATOR_STATE,
  at: new Date().toISOString(),
  charging: 10,
  offline,
  faulty: 2,
  sent_readings: 12_345,
});
const control = async (change: Control) => {
  asked.push(change);
  if (change.offline) offline += change.offline.bikes;
  if (change.bring_back) offline = 0;
};

let browser: Browser;
let root: string;
let web: Launched;
let address: string;
let simulatorPort: number;
let closeSimulator: () => void;
const openSimulator = async () => {
  closeSimulator = await serveControls(simulatorPort, TOKEN, { state, control });
};

beforeAll(async () => {
  browser = await launch(inject("chromium"));
  root = await mkdtemp(join(tmpdir(), "simulator-page-"));
  const folders = foldersOf(root);
  await Promise.all([mkdir(folders.logs), mkdir(folders.run)]);
  const promised = new Set<number>();
  const ports = { web: await pickPort(0, promised), metrics: await pickPort(0, promised) };
  simulatorPort = await pickPort(0, promised);
  await openSimulator();
  const controls = { port: simulatorPort, token: TOKEN };
  web = await launchProcess(webService(folders, { ...inject("environment") }, ports, controls));
  address = `http://127.0.0.1:${ports.web}`;
});
afterAll(async () => {
  closeSimulator();
  await browser.close();
  await web.stop();
  await rm(root, { recursive: true, force: true });
});

/** The page of somebody who looked at it for so long that it has asked again by itself. */
async function simulatorPage() {
  const visited = await visit(browser, address, { viewport: { width: 390, height: 844 } });
  const { page } = visited;
  await signIn(page, PLATFORM, DEMO_PASSWORD, "/simulator");
  await page.waitForResponse((answer) => answer.url().endsWith("/icon.svg"));
  return visited;
}
const told = (page: Page, title: string, text: string) =>
  page
    .locator("section", { has: page.getByRole("form", { name: title }) })
    .getByRole("status")
    .filter({ hasText: text })
    .waitFor();

describe("where a simulator runs, a platform engineer", () => {
  it("takes bikes offline and brings them back, with the keyboard alone", async () => {
    const { page, faults } = await simulatorPage();
    const form = page.getByRole("form", { name: "No network" });
    await tabTo(page, form.getByLabel("Bikes"));
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("25");
    await page.keyboard.press("Enter");
    await told(page, "No network", "28 bikes have no network now, and will send late.");
    await tabTo(page, form.getByRole("button", { name: "Bring all back now" }));
    await page.keyboard.press("Enter");
    await told(page, "No network", "All have network.");
    expect(asked.splice(0)).toEqual([{ offline: { bikes: 25, minutes: 60 } }, { bring_back: true }]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("changes size, speed and faults", async () => {
    const { page } = await simulatorPage();
    await page.getByRole("form", { name: "Number of bikes" }).getByLabel("Bikes").fill("500");
    await page.getByRole("button", { name: "Change number" }).click();
    await told(page, "Number of bikes", "The fleet has");
    await page.getByLabel("Speed", { exact: true }).selectOption("Half as fast");
    await page.getByRole("button", { name: "Change speed" }).click();
    await told(page, "Clock of the bikes", "The bikes' clock");
    await page.getByRole("button", { name: "Start faults" }).click();
    await told(page, "Faults", "2 bikes have a fault now.");
    expect(asked.splice(0)).toEqual([{ bikes: 500 }, { speed: 0.5 }, { faults: { bikes: 5, minutes: 30 } }]);
    await page.context().close();
  });

  it("sees the last that it told, marked as such, while it does not answer", async () => {
    const { page } = await simulatorPage();
    closeSimulator();
    await page.getByText("The simulator does not answer.").waitFor();
    await page.getByText(/^12\s345$/).waitFor();
    await page.getByRole("button", { name: "Start faults" }).click();
    await told(page, "Faults", "The simulator does not answer.");
    await openSimulator();
    await page.getByText("Seen here is what it told").waitFor({ state: "detached" });
    await page.context().close();
  });

  it.each(["light", "dark"] as const)("meets nothing that axe objects to, in %s", async (colorScheme) => {
    const { page } = await visit(browser, address, { colorScheme });
    await signIn(page, PLATFORM, DEMO_PASSWORD, "/simulator");
    await page.getByRole("heading", { name: "Readings" }).waitFor();
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
    await page.context().close();
  });
});

describe("the simulator's page", () => {
  it("is in the rail of those who may meddle, and refused to others", async () => {
    const platform = await signedIn(address, PLATFORM, DEMO_PASSWORD);
    expect(await (await platform.fetch("/account")).text()).toContain('href="/simulator"');
    const operator = await signedIn(address, OPERATOR, DEMO_PASSWORD);
    expect(await (await operator.fetch("/account")).text()).not.toContain('href="/simulator"');
    expect((await operator.fetch("/simulator")).status).toBe(403);
  });

  it("is not there where no simulator runs", async () => {
    const platform = await signedIn(inject("address"), PLATFORM, DEMO_PASSWORD);
    expect((await platform.fetch("/simulator")).status).toBe(404);
    expect(await (await platform.fetch("/account")).text()).not.toContain('href="/simulator"');
  });
});
