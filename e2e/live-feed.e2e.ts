import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openDatabase } from "@/lib/db/client";
import { ProblemAnswer } from "@/lib/domain/api-answers";
import { STATUSES } from "@/lib/domain/bike-status";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import type { LiveView } from "@/lib/domain/live-view";
import { organisationsByName } from "@/lib/users/organisations-by-name";
import { createEdgeClient } from "@/simulator/edge-client";
import { liveAddress, type Watch, watch } from "./live-watch";
import { signedIn, visitor, type WebSession } from "./web-session";

const address = inject("address");
const { SLIPSTREAM_DEMO_KEY_DCU: keyOfDublin = "", SLIPSTREAM_DATABASE_URL: databaseUrl = "" } =
  inject("environment");
const as = (name: string) => signedIn(address, `${name}@demo.slipstream.example`, DEMO_PASSWORD);
const WORLD = { west: -180, south: -85, east: 180, north: 85 };
/** Nobody else rides there. */
const DESERT = { west: 9.9, south: 22.9, east: 10.1, north: 23.1 };
const aView = (over: Partial<LiveView> = {}): LiveView => ({
  id: "v",
  bounds: DESERT,
  zoom: 12,
  statuses: STATUSES,
  fleetId: null,
  ...over,
});

const bikeId = `DCU-T${randomBytes(4).toString("hex").toUpperCase()}`;
/** The recorded rides; a bike with another such id may be in anybody's fleet. */
const OF_DUBLIN = /^DCU-\d{6}$/;
const edge = createEdgeClient(address, keyOfDublin);
const ride = (lat: number) =>
  edge.send([
    { v: 1, bike_id: bikeId, source: "app", readings: [{ t: Date.now(), lat, lon: 10, speed_kmh: 20 }] },
  ]);

const open: Watch[] = [];
async function watching(session: WebSession, ...views: LiveView[]): Promise<Watch> {
  const watched = await watch(session, views);
  open.push(watched);
  return watched;
}
afterAll(async () => {
  await Promise.all(open.map((watched) => watched.close()));
});

describe("the live feed", () => {
  const view = "v~9,22,11,24~12~*~*";

  it.each([
    ["nobody", 401, () => visitor(address).fetch(liveAddress(view))],
    ["an analyst", 403, async () => (await as("analyst")).fetch(liveAddress(view))],
    ["a key", 403, () => visitor(address).fetch(liveAddress(view), bearer)],
  ])("is refused to %s: %i", async (_who, status, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(ProblemAnswer.parse(await answer.json()).status).toBe(status);
  });

  it.each([
    ["none", []],
    ["nine", Array.from({ length: 9 }, () => view)],
    ["no view", ["somewhere"]],
    ["bounds upside down", ["v~9,24,11,22~12~*~*"]],
  ])("says what is wrong with %s", async (_what, views) => {
    const answer = await (await as("operator")).fetch(liveAddress(...views));
    expect(answer.status).toBe(400);
    expect(ProblemAnswer.parse(await answer.json()).detail).toMatch(/^view: expected .*, got .*\.$/);
  });

  it("is not shown on a page that was made for somebody else", async () => {
    const session = await as("operator");
    const forOther = `${liveAddress(view)}&for=00000000-0000-4000-8000-000000000000`;
    expect((await session.fetch(forOther)).status).toBe(403);
  });

  it("is opened by nobody who asks for its head only, and by one user so often at most", async () => {
    const session = await as("operator");
    for (let head = 0; head < 40; head++)
      expect((await session.fetch(liveAddress(view), { method: "HEAD" })).status).toBe(200);
    const opened: Response[] = [];
    for (let stream = 0; stream < 25; stream++) opened.push(await session.fetch(liveAddress(view)));
    const statuses = opened.map(({ status }) => status);
    await Promise.all(opened.map((answer) => answer.body?.cancel()));
    expect(statuses).toEqual([...Array.from({ length: 24 }, () => 200), 429]);
  });
});
const bearer = { headers: { authorization: `Bearer ${keyOfDublin}` } };

describe("a bike that begins to ride", () => {
  let dublinFleet: string;
  beforeAll(async () => {
    const { db, close } = openDatabase(databaseUrl);
    const ids = await organisationsByName(["Dublin Campus Bikes"], db).finally(close);
    dublinFleet = ids.get("Dublin Campus Bikes") ?? expect.fail("no fleet of Dublin");
  });

  it("is on the maps of the maker's and its own fleet's operators within seconds, and moves there", async () => {
    const maps = await Promise.all(
      [as("operator"), as("dublin")].map(async (who) => watching(await who, aView())),
    );
    await expect.poll(() => maps.every(({ events }) => events.some(isWhole)), patience).toBe(true);
    await ride(23.01);
    for (const map of maps) {
      await expect
        .poll(() => map.bikes.find(({ id }) => id === bikeId), patience)
        .toMatchObject({ lat: 23.01, lon: 10 });
      const index = map.bikes.find(({ id }) => id === bikeId)?.index;
      await ride(23.02);
      await expect.poll(() => map.bikes.findLast((bike) => bike.index === index)?.lat, patience).toBe(23.02);
    }
  });

  it("is on no map of another fleet's operator, whatever that shows", async () => {
    const maker = await watching(await as("operator"), aView());
    const other = await as("rheintal");
    const own = await watching(
      other,
      ...["0", "10", "13", "16"].map((zoom) => aView({ id: `z${zoom}`, zoom: Number(zoom) })),
      aView({ id: "of", fleetId: dublinFleet }),
      aView({ id: "of-world", fleetId: dublinFleet, bounds: WORLD, zoom: 2 }),
      ...STATUSES.slice(-2).map((status) => aView({ id: status, statuses: [status] })),
    );
    const all = await watching(other, aView({ bounds: WORLD, zoom: 12 }));
    await expect.poll(() => [own, all].every(({ events }) => events.some(isWhole)), patience).toBe(true);
    for (const lat of [23.03, 23.04]) {
      await ride(lat);
      await expect.poll(() => maker.bikes.some((bike) => bike.lat === lat), patience).toBe(true);
    }
    const pulses = () => own.events.filter(({ type }) => type === "pulse").length;
    const before = pulses();
    await expect.poll(pulses, patience).toBeGreaterThan(before + 16);
    expect(own.bikes).toEqual([]);
    expect(own.clusters.filter(({ lat }) => lat > 20 && lat < 26)).toEqual([]);
    expect(all.bikes.filter(({ id, lat }) => OF_DUBLIN.test(id) || id === bikeId || lat < 26)).toEqual([]);
    for (const event of own.events) {
      if (event.type === "end" || !event.view.startsWith("of")) continue;
      if (event.type === "pulse") expect(event).toMatchObject({ readingsPerSecond: 0, ageMs: null });
      else expect(event.counts).toEqual(STATUSES.map(() => 0));
    }
  });
});
const patience = { timeout: 30_000, interval: 100 };
const isWhole = (event: Watch["events"][number]): boolean => "whole" in event && event.whole;
