import type { Browser } from "playwright-core";
import { launch, signIn, violationsOn, visit } from "@/e2e/browser-session";
import { signedIn } from "@/e2e/web-session";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import type { EdgeClient } from "@/simulator/edge-client";
import { randomOf } from "@/simulator/random";
import { findChromium } from "@/stack/chromium";
import { type BenchResult, judged } from "./result";
import { withProduct } from "./with-product";

const BIKES = 10_000;
const PER_UPLOAD = 500;
const OPERATOR = "operator@demo.slipstream.example";
const BOUNDS = { west: 9.48, south: 47.05, east: 9.62, north: 47.26 };
const VIEW = "/map?at=47.16,9.55,10.60";
const STREAM = `/api/live?view=${encodeURIComponent("a~9.2,46.9,9.9,47.4~11~*~*")}`;

/** 10,000 bikes in one view: what the first snapshot weighs, and what the browser and axe complain about. */
export function map(): Promise<BenchResult> {
  return withProduct(async ({ address, client }) => {
    const browser = await launch(await findChromium());
    try {
      await send(client);
      const bytes = await snapshotBytes(address);
      const light = await look(browser, address, "light");
      const dark = await look(browser, address, "dark");
      for (const fault of [...light.faults, ...dark.faults]) console.error(fault);
      return judged(
        {
          bikes: Math.min(light.bikes, dark.bikes),
          snapshot_bytes: bytes,
          shown_ms: Math.round(Math.max(light.shownMs, dark.shownMs)),
          faults: light.faults.length + dark.faults.length,
        },
        { atLeast: { bikes: BIKES }, atMost: { snapshot_bytes: 300_000, faults: 0 } },
      );
    } finally {
      await browser.close();
    }
  });
}

async function send(client: EdgeClient): Promise<void> {
  const { between } = randomOf(7);
  for (let first = 0; first < BIKES; first += PER_UPLOAD)
    await client.send(
      Array.from({ length: PER_UPLOAD }, (_, at) => ({
        v: 1,
        bike_id: `LI-${String(first + at + 1).padStart(6, "0")}`,
        source: "iot" as const,
        readings: [
          {
            t: Date.now(),
            lat: between(BOUNDS.south, BOUNDS.north),
            lon: between(BOUNDS.west, BOUNDS.east),
            heading_deg: between(0, 360),
            speed_kmh: between(0, 30),
            soc_pct: between(5, 100),
          },
        ],
      })),
    );
}

/** Bytes of the event that tells of all bikes, once they are all known. */
async function snapshotBytes(address: string): Promise<number> {
  const session = await signedIn(address, OPERATOR, DEMO_PASSWORD);
  for (;;) {
    const answer = await session.fetch(STREAM);
    const reader = answer.body?.getReader();
    let text = "";
    while (reader && !/^data: .*\n/m.test(text)) text += Buffer.from((await reader.read()).value ?? []);
    await reader?.cancel();
    const line = text.split("\n").find((part) => part.startsWith("data: ")) ?? "";
    if (line.includes(`"n":${BIKES},`)) return line.length;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

async function look(browser: Browser, address: string, colorScheme: "light" | "dark") {
  const { page, faults } = await visit(browser, address, { colorScheme });
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await signIn(page, OPERATOR, DEMO_PASSWORD, "/account");
  const startedMs = performance.now();
  await page.goto(VIEW);
  await page.locator('[data-connection="live"]').waitFor();
  await page.waitForFunction(() => document.querySelector('[data-count="moving"]')?.textContent !== "0");
  const shownMs = performance.now() - startedMs;
  const counts = await page.locator("[data-count]").allTextContents();
  const bikes = counts.reduce((sum, count) => sum + Number(count.replaceAll(/\D/g, "")), 0);
  faults.push(...(await violationsOn(page)));
  if (process.env.SLIPSTREAM_BENCH_SHOTS)
    await page.screenshot({ path: `${process.env.SLIPSTREAM_BENCH_SHOTS}/map-10000-${colorScheme}.png` });
  await page.context().close();
  return { bikes, shownMs, faults };
}
