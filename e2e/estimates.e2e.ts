import { randomBytes } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { ProblemAnswer } from "@/lib/domain/api-answers";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { EstimateAnswer, RangeAnswer } from "@/lib/domain/estimate-operation";
import { createEdgeClient } from "@/simulator/edge-client";
import { launch, overflowOf, shot, signIn, violationsOn, visit } from "./browser-session";
import { signedIn, type WebSession } from "./web-session";

const address = inject("address");
const OPERATOR = "operator@demo.slipstream.example";
/** Marks of late readings wait some seconds before they are worked on. */
const patience = { timeout: 60_000, interval: 1_000 };
const METRES_PER_DEGREE = 111_195.08;
const HOUR_MS = 3_600_000;
const RIDES = 6;

const bikeId = `LI-E${randomBytes(4).toString("hex").toUpperCase()}`;
const startMs = Math.floor((Date.now() - 30 * HOUR_MS) / 60_000) * 60_000;
/** North for 20 minutes at 18 km/h, 6 km, for some 8 Wh/km, while the charge falls by 5 %. */
const ridden = (number: number) =>
  Array.from({ length: 241 }, (_, at) => ({
    t: startMs + number * HOUR_MS + at * 5_000,
    speed_kmh: 18,
    lat: 47.1 + (at * 25) / METRES_PER_DEGREE,
    lon: 9.5,
    altitude_m: 450,
    battery_voltage_v: 36,
    battery_current_a: 3.9 + (number % 3) / 10,
    soc_pct: 90 - number * 5 - at / 48,
  }));
const ROUTE = [
  [9.5, 47.1, 450],
  [9.5, 47.1 + 10_000 / METRES_PER_DEGREE, 450],
];

let browser: Browser;
let operator: WebSession;
const range = async () =>
  RangeAnswer.parse(await (await operator.fetch(`/api/v1/bikes/${bikeId}/range`)).json());
const post = (body: string, type = "application/json") =>
  operator.fetch("/api/v1/estimates", { method: "POST", body, headers: { "content-type": type } });
const estimate = async (asked: object) => {
  const answer = await post(JSON.stringify({ bike_id: bikeId, ...asked }));
  expect(answer.status).toBe(200);
  return EstimateAnswer.parse(await answer.json());
};

beforeAll(async () => {
  const edge = createEdgeClient(address, inject("environment").SLIPSTREAM_DEMO_KEY_LI ?? "");
  for (let number = 0; number < RIDES; number++)
    await edge.send([{ v: 1, bike_id: bikeId, source: "app", readings: ridden(number) }]);
  operator = await signedIn(address, OPERATOR, DEMO_PASSWORD);
  browser = await launch(inject("chromium"));
  await vi.waitFor(async () => expect((await range()).basis.own_rides).toBe(RIDES), patience);
});
afterAll(() => browser.close());

const isOrdered = ({ low, value, high }: { low: number; value: number; high: number }) =>
  low < value && value < high;

describe("estimates in the API", () => {
  it("tell the remaining range with its interval, and what it is made of", async () => {
    const { range_km, charge_pct, missing, basis } = await range();
    expect([charge_pct, missing, basis.own_rides]).toEqual([60, [], RIDES]);
    if (range_km === null) throw new Error("expected a range");
    expect(isOrdered(range_km)).toBe(true);
    expect(range_km.low).toBeLessThan(72);
    expect(range_km.high).toBeGreaterThan(72);
  });

  it("tell time, energy and charge on arrival of a route, each with its interval", async () => {
    const told = await estimate({ coordinates: ROUTE });
    expect(told).toMatchObject({ bike_id: bikeId, distance_km: 10, climb_m: 0, climb_known: true });
    expect(told).toMatchObject({ charge_pct: 60, charge_measured_at: expect.any(String), missing: [] });
    const { riding_time_s, energy_wh, arrival_charge_pct } = told;
    for (const [interval, truth] of [
      [riding_time_s, 2_000],
      [energy_wh, 80],
      [arrival_charge_pct, 60 - 25 / 3],
    ] as const) {
      if (interval === null) throw new Error("expected an estimate");
      expect(isOrdered(interval)).toBe(true);
      expect(Math.abs(interval.value / truth - 1)).toBeLessThan(0.15);
    }
  });

  it("take the charge that is named, and say so; where it does not last, nothing is left", async () => {
    const full = await estimate({ coordinates: ROUTE, charge_pct: 100 });
    expect(full).toMatchObject({ charge_pct: 100, charge_measured_at: null });
    expect(full.arrival_charge_pct?.value).toBeGreaterThan(85);
    const empty = await estimate({ coordinates: ROUTE, charge_pct: 2 });
    expect(empty.arrival_charge_pct).toMatchObject({ value: 0, low: 0 });
  });

  it("know no climb of a polyline without heights", async () => {
    const told = await estimate({ polyline: "_fn~G_n~x@owH?" });
    expect(told).toMatchObject({ climb_known: false });
    expect(told.distance_km).toBeGreaterThan(1);
  });

  const far = [9.5, 57];
  it.each([
    ["neither route", {}, /polyline: expected either polyline or coordinates, got neither/],
    ["both", { coordinates: ROUTE, polyline: "_p~iF~ps|U" }, /polyline or coordinates, got both/],
    ["no polyline", { polyline: "~~~~" }, /polyline: expected an encoded polyline .*, got/],
    ["some heights", { coordinates: [ROUTE[0], [9.5, 47.2]] }, /expected heights in all 2 or in none, got 1/],
    ["a route too long", { coordinates: [[9.5, 47.1], far] }, /expected 0.1 to 300 km in all, got 11\d\d/],
    ["too short", { coordinates: [ROUTE[0], ROUTE[0]] }, /expected 0.1 to 300 km in all, got 0.000 km/],
    ["too much charge", { coordinates: ROUTE, charge_pct: 101 }, /expected a charge from 0 to 100, got 101/],
    ["a place off the Earth", { coordinates: [[9.5, 91], far] }, /coordinates.*expected/],
    ["an unknown field", { coordinates: ROUTE, speed: 3 }, /speed/],
  ])("say what was expected and what came: %s", async (_, asked, detail) => {
    const answer = await post(JSON.stringify({ bike_id: bikeId, ...asked }));
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(ProblemAnswer.parse(await answer.json()).detail).toMatch(detail);
  });

  it("are not made of what is no JSON, nor of a bike that the asker does not see", async () => {
    const broken = await post("{");
    expect([broken.status, ProblemAnswer.parse(await broken.json()).detail]).toEqual([
      400,
      "body: expected JSON, got something else",
    ]);
    expect((await post("{}", "text/plain")).status).toBe(415);
    expect((await post(JSON.stringify({ bike_id: "LI-NONE", coordinates: ROUTE }))).status).toBe(404);
    expect((await operator.fetch("/api/v1/bikes/LI-NONE/range")).status).toBe(404);
  });
});

describe("remaining range on a bike's page", () => {
  it.each([
    ["light", 1280],
    ["dark", 390],
  ] as const)(
    "is there with its interval and what it rests on, in %s at %i px",
    async (colorScheme, width) => {
      const { page, faults } = await visit(browser, address, {
        viewport: { width, height: 844 },
        colorScheme,
      });
      await signIn(page, OPERATOR, DEMO_PASSWORD, `/bikes/${bikeId}`);
      const card = page.getByRole("region", { name: "Remaining range" });
      await card.getByText("How this comes about").click();
      const text = (await card.allInnerTexts()).join().replace(/[\s\u202f]+/g, " ");
      expect(text).toMatch(/Remaining range \d+ km \d+ to \d+ km in 80 % of cases/);
      expect(text).toMatch(/6 rides of this bike/);
      expect(text).toMatch(/60 %, measured/);
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      expect(await violationsOn(page)).toEqual([]);
      await shot(page, `range-${width}`);
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );
});
