import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { assignFleet } from "@/lib/bikes/assign-fleet";
import { createClient } from "@/lib/clients/create-client";
import { openDatabase } from "@/lib/db/client";
import { ReadingsAnswer } from "@/lib/domain/api-answers";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { RegistrationReceipt, RegistrationState } from "@/lib/domain/registration-answers";
import { makeFile } from "@/lib/registration/testing/make-file";
import { MADE_COLUMNS } from "@/lib/registration/testing/right-row";
import { type SeededWorld, seedWorld } from "@/lib/registration/testing/seed-world";
import { withdrawBatch } from "@/lib/registration/withdraw-batch";
import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";
import { organisationsByName } from "@/lib/users/organisations-by-name";
import { createEdgeClient } from "@/simulator/edge-client";
import { signedIn, type WebSession } from "./web-session";

const address = inject("address");
const environment = inject("environment");
const FLEET = "Dublin Campus Bikes";
const AUTHOR = { kind: "console", command: "test" } as const;
const HOUR_MS = 3_600_000;
const NOW_MS = Date.now();
const WEEK_MS = 7 * 24 * HOUR_MS;
/** A ride each evening, of a reading a minute. */
const RIDES = Array.from({ length: 7 }, (_, day) =>
  Array.from({ length: 20 }, (_, minute) => NOW_MS - WEEK_MS + (day * 24 + 1) * HOUR_MS + minute * 60_000),
);
/** From the file that is sent to everything that shows the bike. */
const within = { timeout: 60_000, interval: 250 };

const made = makeFile({ seed: randomBytes(4).readUInt32LE(), rows: 3, errors: 0 });
/** All displays are known here, and those of the file are none of them. */
const DISPLAY = MADE_COLUMNS.indexOf("display_serial");
const file = {
  ...made,
  rows: made.rows.map((cells) => cells.map((cell, at) => (at === DISPLAY ? "" : cell))),
};
const bikeId = file.rows[0]?.[0] ?? "";
const SPAN = new URLSearchParams({
  from: new Date(NOW_MS - WEEK_MS).toISOString(),
  to: new Date(NOW_MS).toISOString(),
}).toString();

const owner = openDatabase(environment.SLIPSTREAM_DATABASE_OWNER_URL ?? "");
const maker = openDatabase(environment.SLIPSTREAM_DATABASE_URL ?? "");
const tenant = openDatabase(environment.SLIPSTREAM_DATABASE_TENANT_URL ?? "");
const stores = { maker: maker.db, tenant: tenant.db };
afterAll(() => Promise.all([owner.close(), maker.close(), tenant.close()]));

let platform: WebSession;
let fleet: WebSession;
let world: SeededWorld;
let key: string;
beforeAll(async () => {
  const name = `Late ${bikeId} ${randomBytes(4).toString("hex")}`;
  world = await seedWorld(owner.db, name, { known: { ...file.known, producedKinds: new Set() } });
  const bound = { scopes: ["register" as const], sources: [], bikes: ["LI-*"] };
  ({ key } = await createClient(AUTHOR, { name, organisation: name, ...bound }, maker.db));
  const as = (who: string) => signedIn(address, `${who}@demo.slipstream.example`, DEMO_PASSWORD);
  [platform, fleet] = await Promise.all([as("platform"), as("dublin")]);
});

async function ride(): Promise<void> {
  const edge = createEdgeClient(address, environment.SLIPSTREAM_DEMO_KEY_LI ?? "");
  for (const times of RIDES) {
    const readings = times.map((t) => ({ t, lat: 53.3, lon: -6.2, speed_kmh: 18 }));
    await edge.send([{ v: 1, bike_id: bikeId, source: "iot", readings }]);
  }
}

/** @returns the batch's id. */
async function register(): Promise<string> {
  const authorization = { authorization: `Bearer ${key}` };
  const sent = await fetch(`${address}/api/v1/registrations?plant=P1&mode=register`, {
    method: "POST",
    headers: { ...authorization, "content-type": "text/csv" },
    body: new Uint8Array(writeCsv(file)),
  });
  const { href } = RegistrationReceipt.parse(await sent.json());
  const state = async () =>
    RegistrationState.parse(await (await fetch(`${address}${href}`, { headers: authorization })).json());
  await expect.poll(state, within).toMatchObject({ state: "done", registered: file.rows.length, failed: 0 });
  return href.split("/").at(-1) ?? "";
}

/** What a session is shown of the bike: by its state page, by the map's search, and how many of the week's readings. */
async function shown(session: WebSession) {
  const page = await session.fetch(`/bikes/${bikeId}`);
  await page.arrayBuffer();
  const map = await (await session.fetch(`/api/live/bikes?q=${bikeId}`)).text();
  const past = await session.fetch(`/api/v1/bikes/${bikeId}/readings?${SPAN}`);
  const answer: unknown = await past.json();
  return {
    state: page.status,
    map: map.includes(bikeId),
    readings: past.status === 200 ? ReadingsAnswer.parse(answer).readings.length : past.status,
  };
}

const ALL = { state: 200, map: true, readings: RIDES.flat().length };
const NOTHING = { state: 404, map: false, readings: 404 };

describe("a bike that rode for a week before it was registered", () => {
  let batchId = "";

  it("is the maker's alone", async () => {
    await ride();
    await expect.poll(() => shown(platform), within).toEqual(ALL);
    expect(await shown(fleet)).toEqual(NOTHING);
  });

  it("is its fleet's with all that it rode within a minute of the file that registers it", async () => {
    batchId = await register();
    const fleetId = (await organisationsByName([FLEET], maker.db)).get(FLEET) ?? "";
    await assignFleet(AUTHOR, { bikeId, fleetId, reason: "delivered" }, stores);
    await expect.poll(() => shown(fleet), within).toEqual(ALL);
  });

  it("is the maker's alone again within a minute of a file that is withdrawn as a whole", async () => {
    expect(await withdrawBatch(world.author, { batchId, reason: "wrong list" }, stores)).toBe(
      file.rows.length,
    );
    await expect.poll(() => shown(fleet), within).toEqual(NOTHING);
    await expect.poll(() => shown(platform), within).toEqual(ALL);
  });
});
