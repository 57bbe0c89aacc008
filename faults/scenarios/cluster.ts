import { setTimeout as sleep } from "node:timers/promises";
import { windowOf } from "@/lib/domain/window";
import { PARTITION_COUNT, partitionFor } from "@/lib/kafka/partition";
import { sendMoreThanFits } from "../lab/more-than-fits";
import { FLEET } from "../lab/sent";
import type { Server } from "../lab/server";
import type { Trial } from "../lab/trial";
import { untilThere } from "../lab/until-there";
import type { Scenario } from "../scenario";

/** A session of a killed worker's members, and as long for the rest. */
const GROUPS_MOVE_WITHIN_MS = 20_000;
const WEEK_MS = 7 * 86_400_000;
/** Longer than anything goes by what it was told, and than a request lasts. */
const FROZEN_MS = 40_000;

/** Faults of a Kafka cluster of three brokers, each record on all of them and acknowledged by two at least. */
export const CLUSTER_SCENARIOS: readonly Scenario[] = [
  {
    name: "leaders-move",
    fault: "three brokers are restarted one after the other, twice, and leaders move each time",
    expected: "what kafkajs drops when a leader moves is noticed and sent again",
    brokers: 3,
    recoversWithin: 90,
    run: async ({ lab }) => {
      for (const broker of [...lab.brokers, ...lab.brokers]) {
        await broker.end();
        await broker.start();
        await sleep(1_500);
      }
    },
  },
  {
    name: "leader-moves-in-flight",
    fault:
      "a leader moves while records of other partitions are being taken over and one week cannot be written; then the worker is killed",
    expected: "nothing is committed past what cannot be written, and it is read again",
    brokers: 3,
    mayEnd: true,
    recoversWithin: 90,
    load: { bikes: 1, readingsPerSecond: 200 },
    run: async (trial) => {
      const { lab, load, worker } = trial;
      const leaders = await leadersOf(trial, trial.names.topics.telemetry);
      const bikeId = `${FLEET}0000`;
      const partition = partitionFor(bikeId, PARTITION_COUNT);
      const waiting = { bikeId, timeMs: Date.now() - 30 * WEEK_MS, speedKmh: 20, odometerM: 1 };
      await load.send([waiting], false);
      const week = `${trial.names.windowPrefix}${windowOf(waiting.timeMs).name}`;
      await untilThere(`${week} is there`, () => trial.es.indices.exists({ index: week }));
      await mayWrite(trial, week, false);
      await load.send([{ ...waiting, timeMs: waiting.timeMs + 1 }], false);
      await trial.untilHeld("index write (api)");
      await lab.elasticsearch.freeze();
      await sendMoreThanFits(trial, (other) => partitionFor(other, PARTITION_COUNT) === partition);
      await sleep(3_000);
      await moveLeader(trial, leaders, leaders.get(partition));
      await sleep(3_000);
      await lab.elasticsearch.thaw();
      await sleep(8_000);
      worker.signal("SIGKILL");
      await sleep(2_000);
      await mayWrite(trial, week, true);
    },
  },
  {
    name: "brokers-killed-in-turn",
    fault: "of three brokers one after the other is killed, and started again after 3 seconds",
    expected: "the other two go on",
    brokers: 3,
    recoversWithin: 90,
    run: async ({ lab }) => {
      for (const broker of lab.brokers) {
        await broker.kill();
        await sleep(3_000);
        await broker.start();
        await sleep(2_000);
      }
    },
  },
  {
    name: "coordinator-killed",
    fault:
      "the coordinator of the groups is killed while offsets are committed, twice, and a worker as it moves",
    expected:
      "another takes the groups over, and the worker into them; nothing is committed that is not durable",
    brokers: 3,
    mayEnd: true,
    recoversWithin: 90,
    run: async (trial) => {
      for (let times = 0; times < 2; times++) {
        const coordinator = await coordinatorOf(trial);
        await coordinator.kill();
        if (times > 0) trial.worker.signal("SIGKILL");
        await sleep(GROUPS_MOVE_WITHIN_MS);
        const before = await trial.committed();
        await sleep(5_000);
        if ((await trial.committed()) === before)
          throw new Error("expected offsets to be committed while their former coordinator is away");
        await coordinator.start();
        await sleep(2_000);
      }
    },
  },
  {
    name: "one-broker-frozen",
    fault: "one of three brokers is frozen for 40 seconds, which leads nothing of the bike's",
    expected: "what was erased of the bike stays known, and its readings go on",
    brokers: 3,
    recoversWithin: 90,
    load: { bikes: 1, readingsPerSecond: 200, mixed: false },
    run: async (trial) => {
      const partition = partitionFor(`${FLEET}0000`, PARTITION_COUNT);
      const broker = await leadNothingOf(trial, partition);
      await broker.freeze();
      const startedMs = performance.now();
      while (performance.now() - startedMs < FROZEN_MS) {
        const said = (await trial.worker.reasons()) ?? "";
        const unknown =
          /not known what was erased, partitions ([\d, ]+|all)/.exec(said)?.[1]?.split(", ") ?? [];
        if (unknown.includes("all") || unknown.includes(String(partition)))
          throw new Error(`expected erasures of partition ${partition} to stay known, got "${said}"`);
        await sleep(500);
      }
      await broker.thaw();
    },
  },
  {
    name: "majority-lost",
    fault: "two of three brokers are away for 10 seconds",
    expected: "nobody is told that a record is safe meanwhile; then everything goes on",
    brokers: 3,
    recoversWithin: 90,
    run: async ({ lab }) => {
      const [, ...others] = lab.brokers;
      await Promise.all(others.map((broker) => broker.kill()));
      await sleep(10_000);
      await Promise.all(others.map((broker) => broker.start()));
    },
  },
];

/** A broker that coordinates no group, and from now on leads this partition of no topic. */
async function leadNothingOf(trial: Trial, partition: number): Promise<Server> {
  const coordinator = await coordinatorOf(trial);
  const { brokers } = trial.lab;
  const leader = (await leadersOf(trial, trial.names.topics.telemetry)).get(partition);
  const at = brokers.findIndex((one, index) => one !== coordinator && index + 1 !== leader);
  const broker = brokers[at];
  if (!broker) throw new Error("expected a broker that neither coordinates nor leads");
  const replicas = brokers.map((_, index) => index + 1).filter((id) => id !== at + 1);
  for (const topic of Object.values(trial.names.topics)) {
    await trial.admin.alterPartitionReassignments({
      topics: [{ topic, partitionAssignment: [{ partition, replicas }] }],
    });
    await untilThere(
      `another than broker ${at + 1} leads ${topic}/${partition}`,
      async () => (await leadersOf(trial, topic)).get(partition) !== at + 1,
    );
  }
  return broker;
}

/** Which broker leads each partition of a topic. */
async function leadersOf({ admin }: Trial, topic: string): Promise<Map<number, number>> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  const partitions = topics[0]?.partitions ?? [];
  return new Map(partitions.map(({ partitionId, leader }) => [partitionId, leader]));
}

/** Has another broker lead one of the partitions that `except` does not lead: its leader keeps no copy of it. */
async function moveLeader(
  trial: Trial,
  leaders: ReadonlyMap<number, number>,
  except: number | undefined,
): Promise<void> {
  const topic = trial.names.topics.telemetry;
  const [partition, former] = [...leaders].find(([, leader]) => leader !== except) ?? [0, 0];
  const replicas = trial.lab.brokers.map((_, at) => at + 1).filter((broker) => broker !== former);
  await trial.admin.alterPartitionReassignments({
    topics: [{ topic, partitionAssignment: [{ partition, replicas }] }],
  });
  await untilThere(
    `another than broker ${former} leads ${topic}/${partition}`,
    async () => (await leadersOf(trial, topic)).get(partition) !== former,
  );
}

async function mayWrite({ setup }: Trial, index: string, may: boolean): Promise<void> {
  await setup.transport.request({
    method: "PUT",
    path: `/${index}/_settings`,
    body: { "index.blocks.write": !may },
  });
}

/** The broker that leads the one partition in which all groups keep their offsets. */
async function coordinatorOf({ admin, lab }: Trial): Promise<Server> {
  const { topics } = await admin.fetchTopicMetadata({ topics: ["__consumer_offsets"] });
  const leader = topics[0]?.partitions[0]?.leader ?? 0;
  const broker = lab.brokers[leader - 1];
  if (!broker) throw new Error(`expected a broker to lead the offsets of groups, got ${leader}`);
  return broker;
}
