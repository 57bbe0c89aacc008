import { randomBytes } from "node:crypto";
import { makeMigrated } from "@/lib/db/make-migrated";
import { type Names, namesIn } from "@/lib/domain/names";
import { applyTemplates } from "@/lib/es/apply-templates";
import { createElasticsearch } from "@/lib/es/client";
import { createKafka } from "@/lib/kafka/client";
import { ensureTopics } from "@/lib/kafka/ensure-topics";
import { createLog } from "@/lib/log";

const MOST_COPIES = 3;
const DATABASES = [
  "SLIPSTREAM_DATABASE_OWNER_URL",
  "SLIPSTREAM_DATABASE_URL",
  "SLIPSTREAM_DATABASE_TENANT_URL",
  "SLIPSTREAM_DATABASE_OUTBOX_URL",
  "SLIPSTREAM_DATABASE_PROJECTION_URL",
];

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
  const own = (name: string): string => {
    const url = new URL(environment[name] ?? "");
    url.pathname = `/t_${suffix}`;
    return url.href;
  };
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
    makeMigrated(environment.SLIPSTREAM_DATABASE_OWNER_URL ?? "", `t_${suffix}`),
    ensureTopics(kafka, names, Math.min(MOST_COPIES, brokers.length)),
    applyTemplates(es, names, 0).finally(() => es.close()),
  ]);
  return {
    names,
    environment: {
      ...environment,
      SLIPSTREAM_NAMESPACE: names.namespace,
      ...Object.fromEntries(DATABASES.map((name) => [name, own(name)])),
    },
  };
}
