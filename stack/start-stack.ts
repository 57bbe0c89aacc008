import { chown, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeEnvironment } from "./environment-file";
import { fetchParts } from "./fetch-parts";
import { type Folders, foldersOf, KAFKA_LIBRARIES } from "./folders";
import { pickPort } from "./ports";
import { preflight } from "./preflight";
import { canRead } from "./process/command-line";
import { serverIdentity } from "./process/identity";
import { type Kept, keepRunning } from "./process/keep-running";
import { type LaunchOptions, launch } from "./process/launch";
import { stopRecorded } from "./process/pid-record";
import { type OnProgress, step } from "./progress/progress";
import { readOrMakeSecrets, type Secrets } from "./secrets";
import type { ServerContext } from "./servers/context";
import { prepareElasticsearch } from "./servers/elasticsearch";
import { brokerName, planCluster, prepareKafka } from "./servers/kafka";
import { preparePostgres } from "./servers/postgres";
import { ELASTICSEARCH_USERS } from "./versions";

export interface StackOptions {
  /** Where data, logs and secrets of this stack live; the clone's own folder by default. */
  readonly folder?: string | undefined;
  /** Which indices the users' rights cover: `slipstream`, or `slipstream*` for suites with namespaces of their own. */
  readonly namespacePattern: string;
  /** A local stack takes the usual ports, keeps its servers running and its data safe; a test's does not. */
  readonly kind: "local" | "test";
  /** Brokers of the Kafka cluster; one unless given. */
  readonly brokers?: number | undefined;
  readonly onProgress: OnProgress;
  /** Gives the start up; what has started is stopped. */
  readonly signal?: AbortSignal | undefined;
}

export interface RunningStack {
  /** What a process needs to reach the servers, as environment variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** Stops Kafka, then Elasticsearch, then PostgreSQL. */
  stop(): Promise<void>;
}

export interface StartedStack extends RunningStack {
  /** How the servers were launched. */
  readonly servers: { readonly elasticsearch: LaunchOptions; readonly kafka: readonly LaunchOptions[] };
}

/**
 * Starts Elasticsearch, Kafka and PostgreSQL; a server that an earlier run left behind is stopped first.
 * @throws Error, in words for the user, when something is missing or a server does not start; then nothing is left running.
 */
export async function startStack(options: StackOptions): Promise<StartedStack> {
  const { onProgress } = options;
  const java = await preflight();
  await fetchParts(onProgress);
  const folders = foldersOf(options.folder);
  await makeFolders(folders);
  await stopLeftServers(folders, onProgress);
  const identity = await serverIdentity(folders.data);
  if (identity) await chown(folders.data, identity.uid, identity.gid);
  const promised = new Set<number>();
  const context: ServerContext = {
    folders,
    kind: options.kind,
    identity,
    passClosedFolders:
      identity !== undefined && !(canRead(identity, KAFKA_LIBRARIES) && canRead(identity, folders.data)),
    java,
    secrets: await readOrMakeSecrets(folders.secretsFile),
    port: (usual) => pickPort(options.kind === "local" ? usual : 0, promised),
  };

  const started: Kept[] = [];
  const server = async <T extends { options: LaunchOptions; address: string }>(
    prepare: () => Promise<T>,
    name: string,
  ) =>
    step(onProgress, name, async (_say, conclude) => {
      const made = await prepare();
      const prepared = { ...made, options: { ...made.options, giveUp: options.signal } };
      const trouble = (what: string) => onProgress({ step: name, state: "running", detail: what });
      const kept =
        options.kind === "local"
          ? await keepRunning(prepared.options, trouble)
          : await launch(prepared.options);
      started.push(kept);
      conclude(prepared.address);
      return { ...prepared, kept };
    });

  // Ports are promised one after the other; everything slow goes on at the same time.
  const cluster = await planCluster(context, options.brokers ?? 1);
  const outcomes = await Promise.allSettled([
    server(() => prepareElasticsearch(context, options.namespacePattern), "Elasticsearch"),
    onceSettled(
      cluster.brokers.map((_, at) =>
        server(() => prepareKafka(context, cluster, at + 1), at === 0 ? "Kafka" : `Kafka ${at + 1}`),
      ),
    ),
    server(() => preparePostgres(context), "PostgreSQL"),
  ]);
  const [elasticsearch, kafka, postgres] = outcomes;
  if (elasticsearch.status === "rejected" || kafka.status === "rejected" || postgres.status === "rejected") {
    await Promise.all(started.map((kept) => kept.stop()));
    throw outcomes.find((outcome) => outcome.status === "rejected")?.reason;
  }
  const environment = {
    SLIPSTREAM_NAMESPACE: "slipstream",
    SLIPSTREAM_KAFKA_BROKERS: kafka.value.map(({ address }) => address).join(","),
    SLIPSTREAM_ELASTICSEARCH_URL: elasticsearch.value.address,
    ...passwords(context.secrets),
    SLIPSTREAM_DATABASE_OWNER_URL: postgres.value.ownerUrl,
    SLIPSTREAM_DATABASE_URL: postgres.value.urls.maker,
    SLIPSTREAM_DATABASE_TENANT_URL: postgres.value.urls.tenant,
    SLIPSTREAM_DATABASE_OUTBOX_URL: postgres.value.urls.outbox,
    SLIPSTREAM_DATABASE_PROJECTION_URL: postgres.value.urls.projection,
    SLIPSTREAM_PSEUDONYM_KEY: context.secrets.pseudonymKey,
    SLIPSTREAM_LOCAL_STACK: "1",
    NEXTAUTH_SECRET: context.secrets.session,
    ...context.secrets.demoKeys,
  };
  await writeEnvironment(folders.environmentFile, environment);
  return {
    environment,
    servers: {
      elasticsearch: elasticsearch.value.options,
      kafka: kafka.value.map((broker) => broker.options),
    },
    async stop() {
      await rm(folders.environmentFile, { force: true });
      await Promise.all(kafka.value.map(({ kept }) => kept.stop()));
      for (const { keepClassArchive } of kafka.value) await keepClassArchive();
      await elasticsearch.value.kept.stop();
      await postgres.value.kept.stop();
    },
  };
}

/** What all of them came to; rejects only when none is under way any more. */
async function onceSettled<T>(parts: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(parts);
  return Promise.all(parts);
}

async function makeFolders(folders: Folders): Promise<void> {
  for (const folder of [folders.root, folders.data, folders.logs, folders.run]) {
    await mkdir(folder, { recursive: true }).catch((fault: unknown) => {
      throw new Error(`The folder ${folder} cannot be made: it may belong to another user.`, {
        cause: fault,
      });
    });
  }
  for (const name of SERVERS) {
    const log = join(folders.logs, `${name}.log`);
    await rename(log, `${log}.previous`).catch(() => undefined);
  }
}

const MAX_BROKERS = 3;
const SERVERS = [
  ...Array.from({ length: MAX_BROKERS }, (_, at) => brokerName(at + 1)),
  "elasticsearch",
  "postgres",
];

/** Ends servers whose supervisor was killed before it could; on Linux they are usually on their way already. */
export async function stopLeftServers(folders: Folders, onProgress: OnProgress): Promise<void> {
  for (const name of SERVERS) {
    const signal = name === "postgres" ? "SIGINT" : "SIGTERM";
    const stopped = await stopRecorded(join(folders.run, `${name}.json`), signal, 30);
    if (stopped) onProgress({ step: `Stop left ${name}`, state: "done" });
  }
}

const passwords = (secrets: Secrets): Record<string, string> =>
  Object.fromEntries(
    ELASTICSEARCH_USERS.map((user) => [
      `SLIPSTREAM_ELASTICSEARCH_${user.toUpperCase()}_PASSWORD`,
      secrets.elasticsearch[user],
    ]),
  );
