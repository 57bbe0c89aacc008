import { setTimeout as sleep } from "node:timers/promises";
import { ensureTopics } from "@/lib/kafka/ensure-topics";
import type { Scenario } from "../scenario";

/** Faults of Kafka. */
export const KAFKA_SCENARIOS: readonly Scenario[] = [
  {
    name: "broker-killed",
    fault: "the broker is killed, and started again after 3 seconds",
    expected: "the worker comes back into its groups and goes on",
    isShort: true,
    recoversWithin: 90,
    run: async ({ lab }) => {
      await lab.kafka.kill();
      await sleep(3_000);
      await lab.kafka.start();
    },
  },
  {
    name: "broker-frozen",
    fault: "the broker is frozen for 40 seconds",
    expected: "what was sent twice for it is stored once",
    recoversWithin: 90,
    run: async ({ lab }) => {
      await lab.kafka.freeze();
      await sleep(40_000);
      await lab.kafka.thaw();
    },
  },
  {
    name: "broker-disk-full",
    fault: "the broker's disk takes no more; it ends, and is started again when there is room",
    expected: "what it acknowledged is there, and the rest is sent again",
    recoversWithin: 90,
    run: async ({ lab }) => {
      await lab.kafka.refuseWrites();
      await lab.kafka.ended();
      await sleep(3_000);
      await lab.kafka.start();
    },
  },
  {
    name: "dead-letter-topic-missing",
    fault: "the topic of dead letters is gone",
    expected: "readings go on; dead letters wait until it is there",
    recoversWithin: 90,
    // Nothing is in the topic before it is gone.
    load: { mixed: false },
    run: async (trial) => {
      await trial.admin.deleteTopics({ topics: [trial.names.topics.deadLetter] });
      // Until the broker has heard of it, it takes letters for the topic, and they go with it.
      const isThere = async () => (await trial.admin.listTopics()).includes(trial.names.topics.deadLetter);
      for (let looks = 0; looks < 200 && (await isThere()); looks++) await sleep(50);
      await trial.load.sendBroken(5);
      await trial.untilHeld(trial.names.topics.deadLetter);
      await sleep(2_000);
      await ensureTopics(trial.kafka, trial.names, 1);
    },
  },
  {
    name: "retention-overrun",
    fault: "the worker is away for so long that the topic gives up records that it has not read",
    expected: "they are counted as a gap, each once, and everything else is stored",
    load: { mixed: false },
    run: async (trial) => {
      await trial.worker.stop();
      await sleep(2_000);
      await trial.overrun();
      await trial.addWorker();
    },
    check: async ({ workers, overrunRecords }) => {
      const counted = await workers.at(-1)?.metric(/^slipstream_gap_records_total/);
      return counted === overrunRecords && overrunRecords > 0
        ? []
        : [`expected a gap of ${overrunRecords} records to be counted, got ${counted}`];
    },
  },
];
