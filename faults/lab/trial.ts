import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { TOPIC_LANES } from "@/ingest-worker/lanes";
import { readTopic } from "@/ingest-worker/testing/read-topic";
import { ensureLogins } from "@/lib/db/ensure-logins";
import { groupOf } from "@/lib/domain/names";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import type { FaultProxy } from "@/lib/es/testing/fault-proxy";
import { type Admin, createKafka, type Kafka } from "@/lib/kafka/client";
import { type PartitionLag, readLag } from "@/lib/kafka/lag";
import { PARTITION_COUNT, partitionFor } from "@/lib/kafka/partition";
import { createPublisher, type Publisher } from "@/lib/kafka/publisher";
import { createLog } from "@/lib/log";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { readingsLanes } from "../oracle/lanes";
import { quarantineEntries } from "../oracle/quarantine-entries";
import type { EdgeLoadOptions } from "./edge-load";
import { EdgeUnderTest } from "./edge-under-test";
import type { Laboratory } from "./laboratory";
import { Load, type LoadOptions } from "./load";
import { identitiesIn, identityOf } from "./sent";
import { limitShards } from "./shard-limit";
import { WorkerChild } from "./worker-child";

const log = createLog("faults", "silent");

/** The first migration of a laboratory's server makes the logins; nobody else sets it up. */
const giveLogins = (environment: Readonly<Record<string, string>>): Promise<void> =>
  ensureLogins(
    environment.SLIPSTREAM_DATABASE_OWNER_URL ?? "",
    ["", "TENANT_", "OUTBOX_", "PROJECTION_", "ERASURE_"].map(
      (login) => environment[`SLIPSTREAM_DATABASE_${login}URL`] ?? "",
    ),
  );

/** One scenario under way: an installation of its own, its workers and its load. */
export class Trial {
  readonly workers: WorkerChild[] = [];
  /** What retention overran. */
  readonly overrunReadings = new Set<string>();
  overrunRecords = 0;
  private edgeUnderTest: EdgeUnderTest | null = null;

  private constructor(
    readonly lab: Laboratory,
    readonly installation: TestInstallation,
    readonly load: Load,
    readonly kafka: Kafka,
    readonly admin: Admin,
    /** User `maintenance`, past the proxy. */
    readonly es: Elasticsearch,
    /** User `suite`: may do anything to this server. */
    readonly setup: Elasticsearch,
    private readonly publisher: Publisher,
    private readonly name: string,
    private readonly brokenBy: string | null,
  ) {}

  static async open(
    lab: Laboratory,
    name: string,
    options: LoadOptions,
    brokenBy: string | null,
  ): Promise<Trial> {
    const installation = await makeTestInstallation(lab.environment);
    await giveLogins(installation.environment);
    const brokers = (lab.environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(",");
    const kafka = createKafka({ brokers, clientId: "faults", log });
    const publisher = await createPublisher(kafka, { retries: 2 });
    const admin = kafka.admin();
    await admin.connect();
    const as = (username: "maintenance" | "suite") =>
      createElasticsearch({
        url: lab.environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
        username,
        password: lab.environment[`SLIPSTREAM_ELASTICSEARCH_${username.toUpperCase()}_PASSWORD`] ?? "",
      });
    const load = new Load(publisher, installation.names, options);
    return new Trial(
      lab,
      installation,
      load,
      kafka,
      admin,
      as("maintenance"),
      as("suite"),
      publisher,
      name,
      brokenBy,
    );
  }

  get names(): TestInstallation["names"] {
    return this.installation.names;
  }

  get proxy(): FaultProxy {
    return this.lab.proxy;
  }

  get hasEdge(): boolean {
    return this.edgeUnderTest !== null;
  }

  /** The web server that the load goes through. */
  get edge(): EdgeUnderTest {
    if (!this.edgeUnderTest) throw new Error("no web server was started");
    return this.edgeUnderTest;
  }

  /** The first worker. */
  get worker(): WorkerChild {
    const [first] = this.workers;
    if (!first) throw new Error("no worker was started");
    return first;
  }

  /** Starts a web server, through which the load goes. */
  async addEdge(options: Partial<EdgeLoadOptions>): Promise<void> {
    const { lab, name, installation, load } = this;
    this.edgeUnderTest = await EdgeUnderTest.open(lab, name, installation, load.sent, options);
  }

  /** Starts the load. */
  async start(): Promise<void> {
    if (this.edgeUnderTest) await this.edgeUnderTest.start();
    else this.load.start();
  }

  /** Resolves when both lanes get on: only then can a fault meet them at work. */
  async untilUnderWay(withinSeconds = 60): Promise<void> {
    const isUnderWay = async () =>
      (await this.lanes()).every((partitions) => partitions.some(({ committed }) => committed > 0));
    for (const startedMs = performance.now(); !(await isUnderWay()); await sleep(100))
      if (performance.now() - startedMs > withinSeconds * 1_000)
        throw new Error(`expected both lanes to commit within ${withinSeconds} s of the start`);
  }

  /** Resolves when everything that the load began is acknowledged. */
  async finish(): Promise<void> {
    await (this.edgeUnderTest?.load ?? this.load).finish();
  }

  /** Takes back what a fault did to servers that others use after it, wherever the scenario ended. */
  async heal(): Promise<void> {
    this.proxy.heal();
    for (const worker of this.workers) worker.signal("SIGCONT");
    await Promise.all([this.lab.elasticsearch, ...this.lab.brokers].map((server) => server.heal()));
    await limitShards(this.setup, null);
  }

  /** Starts one more worker; the variables are its own. */
  async addWorker(own: Readonly<Record<string, string>> = {}): Promise<WorkerChild> {
    const worker = new WorkerChild(
      {
        ...this.installation.environment,
        SLIPSTREAM_ELASTICSEARCH_URL: this.proxy.url,
        SLIPSTREAM_WORKER_METRICS_PORT: "0",
        SLIPSTREAM_FAULTS_BREAK: this.brokenBy ?? "",
        ...own,
      },
      join(this.lab.logs, `worker-${this.name}-${this.workers.length}.log`),
    );
    this.workers.push(worker);
    await worker.start();
    return worker;
  }

  /** Records of both lanes that are not committed. */
  async lag(): Promise<number> {
    return (await this.lanes()).flat().reduce((sum, { records }) => sum + records, 0);
  }

  /** Records of both lanes that are committed. */
  async committed(): Promise<number> {
    return (await this.lanes()).flat().reduce((sum, { committed }) => sum + Math.max(0, committed), 0);
  }

  private lanes(): Promise<PartitionLag[][]> {
    const lanes = readingsLanes(this.names);
    return Promise.all(lanes.map(({ topic, groupId }) => readLag(this.admin, topic, groupId)));
  }

  /** Seconds until everything that was sent is committed; null when it is not within the limit. */
  async drained(withinSeconds: number): Promise<number | null> {
    const startedMs = performance.now();
    const secondsSince = () => (performance.now() - startedMs) / 1_000;
    while ((await this.lag().catch(() => 1)) > 0) {
      if (secondsSince() > withinSeconds) return null;
      await sleep(100);
    }
    return secondsSince();
  }

  /** Resolves when a worker waits for what the text names; rejects after a while. */
  async untilHeld(text: string, withinSeconds = 60, worker = this.worker): Promise<void> {
    const startedMs = performance.now();
    for (let said: string | null = ""; ; await sleep(100)) {
      said = (await worker.reasons()) ?? said;
      if (said?.includes(text)) return;
      if (performance.now() - startedMs > withinSeconds * 1_000)
        throw new Error(`expected the worker to say that it waits for "${text}", got "${said}"`);
    }
  }

  /** Resolves when nothing waits in the quarantine for its time any more. */
  untilPlaced = async (withinSeconds: number): Promise<void> => {
    const startedMs = performance.now();
    for (let waiting = 1; waiting > 0; await sleep(500)) {
      const entries = await quarantineEntries(this.es, this.names);
      waiting = entries.filter(({ decision }) => decision !== "placed").length;
      if (performance.now() - startedMs > withinSeconds * 1_000)
        throw new Error(`expected everything to be placed that was due, ${waiting} entries wait`);
    }
  };

  /** How many dead letters of a reason there are. */
  async deadLetters(reason: string): Promise<number> {
    const letters = await readTopic(this.kafka, this.names.topics.deadLetter);
    return letters.filter(({ headers }) => headers?.["dead-letter-reason"]?.toString() === reason).length;
  }

  /** Readings that dead letters name as refused, by identity. */
  async refusedReadings(): Promise<Set<string>> {
    const letters = await readTopic(this.kafka, this.names.topics.deadLetter);
    const texts = letters.map(({ headers }) => String(headers?.["dead-letter-faults"] ?? ""));
    const named = texts.flatMap((text) => [...text.matchAll(/takes: (\S+), iot, (\S+?)"/g)]);
    return new Set(named.map(([, bikeId = "", time = ""]) => identityOf(bikeId, Date.parse(time))));
  }

  /** Deletes half of what the live lane has not read yet, as retention does to a worker that is away for too long. */
  async overrun(): Promise<void> {
    const topic = this.names.topics.telemetry;
    const lags = await readLag(this.admin, topic, groupOf(this.names, "telemetry"));
    const cuts = new Map(
      lags.map(({ partition, committed, low, records }) => {
        const from = Math.max(committed, low);
        return [partition, { from, to: from + Math.ceil(records / 2) }];
      }),
    );
    for (const { key, value, offset } of await readTopic(this.kafka, topic)) {
      const cut = cuts.get(partitionFor(String(key), PARTITION_COUNT));
      if (!cut || Number(offset) < cut.from || Number(offset) >= cut.to) continue;
      this.overrunRecords++;
      for (const identity of identitiesIn(String(key), value)) this.overrunReadings.add(identity);
    }
    const partitions = [...cuts].map(([partition, { to }]) => ({ partition, offset: String(to) }));
    await this.admin.deleteTopicRecords({ topic, partitions });
  }

  /** Of how many lanes the broker knows a member. */
  async lanesInTheirGroups(): Promise<number> {
    const { groups } = await this.admin.describeGroups(TOPIC_LANES.map((lane) => groupOf(this.names, lane)));
    return groups.filter(({ members }) => members.length > 0).length;
  }

  async close(): Promise<void> {
    await Promise.all([...this.workers.map((worker) => worker.stop()), this.edgeUnderTest?.close()]);
    await Promise.all([
      this.publisher.disconnect(),
      this.admin.disconnect(),
      this.es.close(),
      this.setup.close(),
    ]);
  }
}
