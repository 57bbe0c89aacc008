import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { launch, signIn, visit } from "@/e2e/browser-session";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import type { EdgeClient } from "@/simulator/edge-client";
import type { SentPacket } from "@/simulator/sent-packet";
import { findChromium } from "@/stack/chromium";
import { type BenchResult, judged, percentile, rounded } from "./result";
import { withProduct } from "./with-product";

const BIKES = 2_000;
const PACKETS_PER_UPLOAD = 100;
const UPLOADS_PER_SECOND = BIKES / PACKETS_PER_UPLOAD;
const SECONDS = Number(process.env.SLIPSTREAM_BENCH_SECONDS ?? 60);
/** A JVM that has just started compiles for most of a minute; a service that runs does not. */
const WARM_UP_SECONDS = 45;
/** For what is still on its way at the end. */
const SETTLE_MS = 5_000;
const OPERATOR = "operator@demo.slipstream.example";
/** All bikes stand in a field of this many rows, and ride to the north, a step each second. */
const ROWS = 40;
const SOUTH_MICRODEG = 47_050_000;
const WEST_MICRODEG = 9_450_000;
const ROW_MICRODEG = 3_500;
const STEP_MICRODEG = 20;
const VIEW = "/map?at=47.12,9.55,10.60";

/** Of a bike by its number: when the upload of each step was sent, and when the page first told of that step or a later one. */
interface Ways {
  readonly sentMs: number[][];
  readonly shownMs: number[][];
}

/**
 * From an upload sent to the event by which the page tells that the bike has moved on its map: 2,000 bikes at one
 * reading a second in one view, servers, worker, web, sender and browser on one machine.
 */
export function live(): Promise<BenchResult> {
  return withProduct(async ({ address, client }) => {
    const browser = await launch(await findChromium());
    try {
      const ways = await watch(browser, address);
      await ride(client, ways, 0, WARM_UP_SECONDS);
      await ride(client, ways, WARM_UP_SECONDS, SECONDS);
      await sleep(SETTLE_MS);
      const delays = delaysOf(ways, WARM_UP_SECONDS);
      console.error(`${delays.length} moves, slowest ${Math.round(Math.max(...delays))} ms`);
      return judged(
        {
          moves: delays.length,
          p50_ms: rounded(percentile(delays, 0.5)),
          p99_ms: rounded(percentile(delays, 0.99)),
        },
        { atLeast: { moves: BIKES * SECONDS }, atMost: { p50_ms: 350, p99_ms: 1_000 } },
      );
    } finally {
      await browser.close();
    }
  });
}

/** Opens the live map, which writes down what it shows and when. */
async function watch(browser: Browser, address: string): Promise<Ways> {
  const perBike = () => Array.from({ length: BIKES }, (): number[] => []);
  const ways: Ways = { sentMs: perBike(), shownMs: perBike() };
  const { page } = await visit(browser, address, { viewport: { width: 800, height: 600 } });
  await page.exposeFunction("benchTold", (moves: readonly (readonly [string, number, number])[]) => {
    for (const [id, lat, atMs] of moves) note(ways, id, lat, atMs);
  });
  await page.addInitScript(() => {
    window.addEventListener("slipstream:moved", (event) => {
      const atMs = Date.now();
      const bikes = event instanceof CustomEvent ? event.detail : [];
      const tell: unknown = Reflect.get(window, "benchTold");
      if (typeof tell === "function")
        tell(bikes.map(({ id, lat }: { id: string; lat: number }) => [id, lat, atMs]));
    });
  });
  await signIn(page, OPERATOR, DEMO_PASSWORD, "/map");
  await page.goto(VIEW);
  await page.locator('[data-map="ready"]').waitFor();
  return ways;
}

function note({ shownMs }: Ways, id: string, lat: number, atMs: number): void {
  const bike = Number(id.slice(PREFIX.length));
  const shown = shownMs[bike];
  if (!shown) return;
  const step = Math.round((lat * 1e6 - southOf(bike)) / STEP_MICRODEG);
  // A step that a later one overtook was shown with that one.
  while (shown.length <= step) shown.push(atMs);
}

const PREFIX = "LI-B";
const southOf = (bike: number): number => SOUTH_MICRODEG + (bike % ROWS) * ROW_MICRODEG;

function packetOf(bike: number, step: number): SentPacket {
  const column = Math.floor(bike / ROWS);
  return {
    v: 1,
    bike_id: `${PREFIX}${bike}`,
    source: "iot",
    readings: [
      {
        t: Date.now(),
        lat: (southOf(bike) + step * STEP_MICRODEG) / 1e6,
        lon: (WEST_MICRODEG + column * ROW_MICRODEG) / 1e6,
        speed_kmh: 8,
        soc_pct: 70,
      },
    ],
  };
}

/** All bikes at one step a second, in evenly spaced uploads. */
async function ride(client: EdgeClient, { sentMs }: Ways, from: number, seconds: number): Promise<void> {
  const startedMs = performance.now();
  const open = new Set<Promise<void>>();
  for (let upload = 0; upload < seconds * UPLOADS_PER_SECOND; upload++) {
    await sleep(Math.max(0, startedMs + (upload * 1_000) / UPLOADS_PER_SECOND - performance.now()));
    const step = from + Math.floor(upload / UPLOADS_PER_SECOND);
    const first = (upload % UPLOADS_PER_SECOND) * PACKETS_PER_UPLOAD;
    const bikes = Array.from({ length: PACKETS_PER_UPLOAD }, (_, at) => first + at);
    const packets = bikes.map((bike) => packetOf(bike, step));
    for (const bike of bikes) sentMs[bike]?.push(Date.now());
    const sent = client.send(packets).then(({ accepted }) => {
      if (accepted?.readings !== PACKETS_PER_UPLOAD)
        throw new Error(`${accepted?.readings ?? 0} of ${PACKETS_PER_UPLOAD} were taken`);
      open.delete(sent);
    });
    open.add(sent);
  }
  await Promise.all(open);
}

/** Of every step from one on that was shown. */
function delaysOf({ sentMs, shownMs }: Ways, from: number): number[] {
  return sentMs.flatMap((sent, bike) =>
    sent.slice(from).flatMap((atMs, at) => {
      const shown = shownMs[bike]?.[from + at];
      return shown === undefined ? [] : [shown - atMs];
    }),
  );
}
