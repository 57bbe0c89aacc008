import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openDatabase } from "@/lib/db/client";
import { BikesAnswer, ReadingsAnswer } from "@/lib/domain/api-answers";
import { DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { namesIn } from "@/lib/domain/names";
import { aBikeEntity, inFleet } from "@/lib/domain/testing/a-bike-entity";
import { createKafka } from "@/lib/kafka/client";
import { createPublisher } from "@/lib/kafka/publisher";
import { createLog } from "@/lib/log";
import { organisationsByName } from "@/lib/users/organisations-by-name";
import { createEdgeClient } from "@/simulator/edge-client";
import { signedIn, visitor, type WebSession } from "./web-session";

const address = inject("address");
const environment = inject("environment");
const { SLIPSTREAM_DEMO_KEY_LI: gatewayKey = "", SLIPSTREAM_DEMO_KEY_DCU: appKey = "" } = environment;
const asGateway = { headers: { authorization: `Bearer ${gatewayKey}` } };
const patience = { timeout: 30_000, interval: 200 };

const mark = randomBytes(4).toString("hex").toUpperCase();
/** Its id begins as those do that Alpenrad's gateway may send for; it is in the fleet of another. */
const ofRied = `LI-T${mark}`;
/** The other way round. */
const ofAlpenrad = `DCU-T${mark}`;
const HANDED_OVER_MS = Date.now() - 60_000;

type Asked = Parameters<WebSession["fetch"]>[1];
let maker: WebSession;
let alpenrad: WebSession;
let dublin: WebSession;
const publisher = await createPublisher(
  createKafka({
    brokers: (environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(","),
    clientId: "tests",
    log: createLog("tests", "silent"),
  }),
);
afterAll(() => publisher.disconnect());

beforeAll(async () => {
  const { db, close } = openDatabase(environment.SLIPSTREAM_DATABASE_URL ?? "");
  const ids = await organisationsByName(["Ried Rental", "Alpenrad Rheintal"], db).finally(close);
  const period = (name: string, from: number | null = null, to: number | null = null) =>
    inFleet(ids.get(name) ?? expect.fail(`no fleet ${name}`), from, to);
  const entities = [
    aBikeEntity(ofRied, { assignments: [period("Ried Rental")] }),
    aBikeEntity(ofAlpenrad, {
      assignments: [period("Ried Rental", null, HANDED_OVER_MS), period("Alpenrad Rheintal", HANDED_OVER_MS)],
    }),
  ];
  const { topics } = namesIn(environment.SLIPSTREAM_NAMESPACE ?? "");
  await publisher.publish(
    topics.bikes,
    entities.map((value) => ({ key: value.bike_id, value: JSON.stringify(value) })),
  );
  const readings = [HANDED_OVER_MS - 2_000, HANDED_OVER_MS - 1_000, HANDED_OVER_MS + 1_000].map((t) => ({
    t,
    lat: 62,
    lon: 25,
    speed_kmh: 20,
  }));
  for (const [bikeId, key] of [
    [ofRied, gatewayKey],
    [ofAlpenrad, appKey],
  ] as const)
    await createEdgeClient(address, key).send([{ v: 1, bike_id: bikeId, source: "app", readings }]);
  const as = (name: string) => signedIn(address, `${name}@demo.slipstream.example`, DEMO_PASSWORD);
  [maker, alpenrad, dublin] = await Promise.all([as("operator"), as("rheintal"), as("dublin")]);
});
const SPAN = new URLSearchParams({
  from: new Date(HANDED_OVER_MS - 3_600_000).toISOString(),
  to: new Date(HANDED_OVER_MS + 60_000).toISOString(),
}).toString();

async function statusOf(session: WebSession, path: string, init?: Asked): Promise<number> {
  const answer = await session.fetch(path, init);
  await answer.arrayBuffer();
  return answer.status;
}

/** Of the two bikes, those in the list that the API gives. */
async function listed(session: WebSession, init?: Asked): Promise<string[]> {
  const answer = await session.fetch(`/api/v1/bikes?query=${mark}&sort=bike&order=asc`, init);
  const { bikes, total } = BikesAnswer.parse(await answer.json());
  expect(total).toBe(bikes.length);
  return bikes.map((bike) => bike.bike_id);
}

const isFound = async (session: WebSession, bikeId: string): Promise<boolean> =>
  (await (await session.fetch(`/api/live/bikes?q=${bikeId}`)).text()).includes(bikeId);

/** Every way to one bike. */
const WAYS = (bikeId: string) => [
  `/bikes/${bikeId}`,
  `/api/v1/bikes/${bikeId}/state`,
  `/api/v1/bikes/${bikeId}/readings?${SPAN}`,
];

describe("a registered bike", () => {
  it("is seen by the maker, wherever it is", async () => {
    for (const bikeId of [ofRied, ofAlpenrad])
      await expect
        .poll(() => statusOf(maker, `/api/v1/bikes/${bikeId}/readings?${SPAN}`), patience)
        .toBe(200);
    await expect.poll(() => listed(maker), patience).toEqual([ofAlpenrad, ofRied]);
    await expect.poll(() => isFound(maker, ofRied), patience).toBe(true);
  });

  it("cannot be reached by another fleet, even where its id begins as those of that fleet's clients do", async () => {
    for (const path of WAYS(ofRied)) expect([path, await statusOf(alpenrad, path)]).toEqual([path, 404]);
    for (const path of WAYS(ofRied).slice(1))
      expect([path, await statusOf(visitor(address), path, asGateway)]).toEqual([path, 404]);
    expect(await listed(alpenrad)).not.toContain(ofRied);
    expect(await listed(visitor(address), asGateway)).toEqual([]);
    const page = await (await alpenrad.fetch(`/bikes?q=${mark}`)).text();
    expect(page).not.toContain(`/bikes/${ofRied}`);
    expect(await isFound(alpenrad, ofRied)).toBe(false);
    const drawer = await (await alpenrad.fetch(`/map?bike=${ofRied}`)).text();
    expect(drawer).not.toContain(`/bikes/${ofRied}`);
  });

  it("is its fleet's, whatever its id, from the moment it came there", async () => {
    await expect.poll(() => listed(alpenrad), patience).toEqual([ofAlpenrad]);
    for (const path of WAYS(ofAlpenrad)) expect([path, await statusOf(alpenrad, path)]).toEqual([path, 200]);
    await expect.poll(() => isFound(alpenrad, ofAlpenrad), patience).toBe(true);
    const path = `/api/v1/bikes/${ofAlpenrad}/readings?${SPAN}`;
    const times = async (session: WebSession) =>
      ReadingsAnswer.parse(await (await session.fetch(path)).json()).readings.map(
        ({ t }) => t - HANDED_OVER_MS,
      );
    expect(await times(maker)).toEqual([-2_000, -1_000, 1_000]);
    expect(await times(alpenrad)).toEqual([1_000]);
  });

  it("is nobody's but its fleet's, even for those whose client sends its readings", async () => {
    for (const way of WAYS(ofAlpenrad)) expect([way, await statusOf(dublin, way)]).toEqual([way, 404]);
    expect(await listed(dublin)).toEqual([]);
  });
});
