import { setTimeout as sleep } from "node:timers/promises";
import type { Server } from "../lab/server";
import type { Trial } from "../lab/trial";
import type { Scenario } from "../scenario";

/** A session of a killed worker's members, and as long for the rest. */
const GROUPS_MOVE_WITHIN_MS = 20_000;

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

/** The broker that leads the one partition in which all groups keep their offsets. */
async function coordinatorOf({ admin, lab }: Trial): Promise<Server> {
  const { topics } = await admin.fetchTopicMetadata({ topics: ["__consumer_offsets"] });
  const leader = topics[0]?.partitions[0]?.leader ?? 0;
  const broker = lab.brokers[leader - 1];
  if (!broker) throw new Error(`expected a broker to lead the offsets of groups, got ${leader}`);
  return broker;
}
