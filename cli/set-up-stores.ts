import { openDatabase } from "@/lib/db/client";
import { ensureLogins } from "@/lib/db/ensure-logins";
import { migrate } from "@/lib/db/migrate";
import { groupOf, namesIn } from "@/lib/domain/names";
import type { SetupEnvironment } from "@/lib/env/setup";
import { applyTemplates } from "@/lib/es/apply-templates";
import { createElasticsearch } from "@/lib/es/client";
import { createKafka, type Kafka } from "@/lib/kafka/client";
import { ensureTopics } from "@/lib/kafka/ensure-topics";
import { readAgain } from "@/lib/kafka/read-again";
import { createLog } from "@/lib/log";
import { seedDemoModels } from "@/lib/registration/seed-demo-models";
import { seedDemoLots } from "@/lib/registration/seed-demo-productions";
import { type DemoKeys, seedDemo } from "@/lib/users/seed-demo";

/**
 * Brings the three stores to what this version expects; what is there already is left as it is.
 * @param say is told in one line each what was done.
 * @returns the keys of the demo clients, in the local stack only.
 */
export async function setUpStores(
  environment: SetupEnvironment,
  say: (line: string) => void,
): Promise<DemoKeys | undefined> {
  const local = environment.SLIPSTREAM_LOCAL_STACK;
  const names = namesIn(environment.SLIPSTREAM_NAMESPACE);
  const [keys, created] = await Promise.all([
    setUpDatabase(environment, say),
    setUpIndices(environment, local ? 0 : 1, say),
    setUpTopics(environment, local ? 1 : 3, say),
  ]);
  // States that were lost come back with the readings that are sent again; whose the bikes are is in the topic.
  if (created.includes(names.state)) await readAgain(kafkaOf(environment), groupOf(names, "bikes"));
  return keys;
}

async function setUpDatabase(
  environment: SetupEnvironment,
  say: (line: string) => void,
): Promise<DemoKeys | undefined> {
  await migrate(environment.SLIPSTREAM_DATABASE_OWNER_URL);
  await ensureLogins(environment.SLIPSTREAM_DATABASE_OWNER_URL, [
    environment.SLIPSTREAM_DATABASE_URL,
    environment.SLIPSTREAM_DATABASE_TENANT_URL,
    environment.SLIPSTREAM_DATABASE_OUTBOX_URL,
    environment.SLIPSTREAM_DATABASE_PROJECTION_URL,
  ]);
  say("database: schema is up to date");
  if (!environment.SLIPSTREAM_LOCAL_STACK) return undefined;
  const { db, close } = openDatabase(environment.SLIPSTREAM_DATABASE_URL);
  try {
    const keys = await seedDemo(db, knownKeys(environment));
    await seedDemoModels(db);
    await seedDemoLots(db);
    say("database: demo accounts, clients, plants, models and components are there");
    return keys;
  } finally {
    await close();
  }
}

const knownKeys = (environment: SetupEnvironment): Partial<DemoKeys> => ({
  ...(environment.SLIPSTREAM_DEMO_KEY_DCU && {
    SLIPSTREAM_DEMO_KEY_DCU: environment.SLIPSTREAM_DEMO_KEY_DCU,
  }),
  ...(environment.SLIPSTREAM_DEMO_KEY_LI && {
    SLIPSTREAM_DEMO_KEY_LI: environment.SLIPSTREAM_DEMO_KEY_LI,
  }),
});

async function setUpTopics(
  environment: SetupEnvironment,
  replicationFactor: number,
  say: (line: string) => void,
): Promise<void> {
  const made = await ensureTopics(
    kafkaOf(environment),
    namesIn(environment.SLIPSTREAM_NAMESPACE),
    replicationFactor,
  );
  say(made.length > 0 ? `Kafka: created ${made.join(", ")}` : "Kafka: all topics are there");
}

const kafkaOf = (environment: SetupEnvironment): Kafka =>
  createKafka({
    brokers: environment.SLIPSTREAM_KAFKA_BROKERS,
    clientId: "slipstream-setup",
    log: createLog("setup", "silent"),
  });

async function setUpIndices(
  environment: SetupEnvironment,
  replicas: number,
  say: (line: string) => void,
): Promise<readonly string[]> {
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL,
    username: "setup",
    password: environment.SLIPSTREAM_ELASTICSEARCH_SETUP_PASSWORD,
  });
  try {
    const { created, added } = await applyTemplates(es, namesIn(environment.SLIPSTREAM_NAMESPACE), replicas);
    const indices = created.length > 0 ? `, created ${created.join(", ")}` : "";
    const fields = added.length > 0 ? `, existing indices have new fields: ${added.join(", ")}` : "";
    say(`Elasticsearch: templates are up to date${indices}${fields}`);
    return created;
  } finally {
    await es.close();
  }
}
