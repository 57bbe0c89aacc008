import { randomBytes } from "node:crypto";
import { openDatabase } from "@/lib/db/client";
import { migrate } from "@/lib/db/migrate";
import { type Names, namesIn } from "@/lib/domain/names";
import { applyTemplates } from "@/lib/es/apply-templates";
import { createElasticsearch } from "@/lib/es/client";
import { createKafka } from "@/lib/kafka/client";
import { ensureTopics } from "@/lib/kafka/ensure-topics";
import { createLog } from "@/lib/log";

const MOST_COPIES = 3;

export interface TestInstallation {
  readonly names: Names;
  /** The test run's environment with this installation's namespace and database in it. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * An installation of a suite's own on the shared servers: namespace, topics, templates, indices and an empty, migrated
 * database. It goes with the servers.
 * @param environment as given by vitest's `inject("environment")`.
 */
export async function makeTestInstallation(
  environment: Readonly<Record<string, string>>,
): Promise<TestInstallation> {
  const suffix = randomBytes(4).toString("hex");
  const names = namesIn(`slipstream-t-${suffix}`);
  const url = new URL(environment.SLIPSTREAM_DATABASE_URL ?? "");
  const own = new URL(url);
  own.pathname = `/t_${suffix}`;
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
    username: "setup",
    password: environment.SLIPSTREAM_ELASTICSEARCH_SETUP_PASSWORD ?? "",
  });
  const brokers = (environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(",");
  const kafka = createKafka({
    brokers,
    clientId: "slipstream-tests",
    log: createLog("tests", "silent"),
  });
  await Promise.all([
    makeDatabase(url.href, own.pathname.slice(1)).then(() => migrate(own.href)),
    ensureTopics(kafka, names, Math.min(MOST_COPIES, brokers.length)),
    applyTemplates(es, names, 0).finally(() => es.close()),
  ]);
  return {
    names,
    environment: {
      ...environment,
      SLIPSTREAM_NAMESPACE: names.namespace,
      SLIPSTREAM_DATABASE_URL: own.href,
    },
  };
}

async function makeDatabase(url: string, name: string): Promise<void> {
  const { db, close } = openDatabase(url);
  try {
    await db.execute(`create database ${name}`);
  } finally {
    await close();
  }
}
