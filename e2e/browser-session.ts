import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from "playwright-core";
import { onTestFailed, TestRunner } from "vitest";

/** Software rendering, so that maps are drawn where there is no graphics card. */
const FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=gl-egl", "--ignore-gpu-blocklist"];

export const launch = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: FLAGS });

/** A fresh visitor in Dublin; `faults` collects what the pages report as errors. */
export async function visit(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({
    baseURL,
    timezoneId: "Europe/Dublin",
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults: string[] = [];
  page.on("pageerror", (fault) => faults.push(String(fault)));
  if (TestRunner.getCurrentTest()) tellOnFailure(page, faults);
  return { page, faults };
}

const MOST_CHARACTERS = 3_000;

/** What a page shows when a test fails goes into what the test says: nobody can look at it afterwards. */
function tellOnFailure(page: Page, faults: readonly string[]): void {
  onTestFailed(async ({ task }) => {
    const error = task.result?.errors?.[0];
    if (!error || page.isClosed()) return;
    const tree = await page
      .locator("body")
      .ariaSnapshot({ timeout: 2_000 })
      .catch(() => "");
    const shown = tree
      .replaceAll(/ *- \/url:.*\n/g, "")
      .replaceAll(/\s+/g, " ")
      .slice(0, MOST_CHARACTERS);
    const seen = [`${page.url()} shows: ${shown}`, ...faults].join("\n");
    error.message += `\n${seen}`;
    const [first, ...rest] = (error.stack ?? "").split("\n");
    error.stack = [first, seen, ...rest].join("\n");
  });
}

/** A picture for whoever asked for some by `SLIPSTREAM_SHOTS`, a folder that is there. */
export async function shot(page: Page, name: string, fullPage = true): Promise<void> {
  const folder = process.env.SLIPSTREAM_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage });
}

const MOST_STOPS = 80;

/** Presses Tab until the element has the focus. @throws Error when the keyboard cannot reach it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${target}.`);
}

/** Signs in by keyboard alone, on the way to a page. */
export async function enter(page: Page, email: string, password: string, from: string): Promise<void> {
  await page.goto(`/sign-in?from=${encodeURIComponent(from)}`);
  await tabTo(page, page.getByLabel("E-mail address"));
  await page.keyboard.type(email);
  await tabTo(page, page.getByLabel("Password", { exact: true }));
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
}

/** The same, and waits for that page. */
export async function signInByKeyboard(
  page: Page,
  email: string,
  password: string,
  from: string,
): Promise<void> {
  await enter(page, email, password, from);
  await page.waitForURL((url) => url.pathname === from);
}

/** Has the page's cookies signed in, as the sign-in page does, and opens a page with them. @throws Error when refused. */
export async function signIn(page: Page, email: string, password: string, to: string): Promise<void> {
  const { request } = page.context();
  const csrf: unknown = await (await request.get("/api/auth/csrf")).json();
  if (typeof csrf !== "object" || csrf === null || !("csrfToken" in csrf)) throw new Error("No CSRF token.");
  const form = { csrfToken: String(csrf.csrfToken), email, password, json: "true", callbackUrl: to };
  const answer = await request.post("/api/auth/callback/credentials", { form });
  if (answer.status() !== 200) throw new Error(`Signing in as ${email} gave ${answer.status()}.`);
  await page.goto(to);
}

/** What axe finds wrong on the page, one line each. No page has frames, for which axe would need a second page. */
export async function violationsOn(page: Page): Promise<string[]> {
  if (page.frames().length > 1) throw new Error("Frames are not looked at.");
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** By how many pixels the page scrolls sideways. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
