import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { readTopic } from "@/ingest-worker/testing/read-topic";
import { openDatabase } from "@/lib/db/client";
import { BikeEntity, fleetAt } from "@/lib/domain/bike-entity";
import { DEMO_ORGANISATIONS } from "@/lib/domain/demo-accounts";
import type { Names } from "@/lib/domain/names";
import { createKafka, type Kafka } from "@/lib/kafka/client";
import { createPublisher, type Publisher } from "@/lib/kafka/publisher";
import { createLog } from "@/lib/log";
import { organisationsByName } from "@/lib/users/organisations-by-name";
import { seedDemo } from "@/lib/users/seed-demo";
import { makeTestInstallation } from "@/stack/test-installation";
import { readRoads } from "../roads/read-roads";
import { planOf, townOf } from "../twin/plan";
import { openRegistry } from "./open-registry";

const town = townOf(readRoads());
const plans = Array.from({ length: 200 }, (_, number) =>
  planOf(1, number, town, { phoneShare: 0.2, isLively: true }),
);
let kafka: Kafka;
let publisher: Publisher;
let names: Names;
let databaseUrl: string;
let organisations: Map<string, string>;
beforeAll(async () => {
  const made = await makeTestInstallation(inject("environment"));
  names = made.names;
  databaseUrl = made.environment.SLIPSTREAM_DATABASE_URL ?? "";
  const { db, close } = openDatabase(databaseUrl);
  await seedDemo(db);
  organisations = await organisationsByName([...DEMO_ORGANISATIONS.map(({ name }) => name), "Nobody"], db);
  await close();
  const brokers = (made.environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(",");
  kafka = createKafka({ brokers, clientId: "tests", log: createLog("tests", "silent") });
  publisher = await createPublisher(kafka);
});
afterAll(() => publisher.disconnect());

describe("bikes of the simulator", () => {
  it("come into the topic of bikes as whole entities of fleets and makers that exist, each once per publication", async () => {
    expect(organisations.size).toBe(DEMO_ORGANISATIONS.length);
    const register = await openRegistry(publisher, names, databaseUrl);
    const registered = await register(plans);
    expect(await register(plans)).toBe(registered);

    const published = new Map<string, string>();
    const records = await readTopic(kafka, names.topics.bikes);
    for (const { key, value } of records) {
      const text = value?.toString("utf8") ?? "";
      const entity = BikeEntity.parse(JSON.parse(text));
      expect(key?.toString("utf8")).toBe(entity.bike_id);
      expect(published.get(entity.bike_id) ?? text).toBe(text);
      published.set(entity.bike_id, text);
      expect(entity.oem.id).toBe(organisations.get(entity.oem.name));
      const fleet = fleetAt(entity, Date.now());
      expect(fleet?.fleet_id).toBe(organisations.get(fleet?.fleet_name ?? ""));
    }
    expect(records).toHaveLength(2 * registered);
    expect(published.size).toBe(registered);
    expect(registered).toBeLessThan(plans.length);
  });
});
