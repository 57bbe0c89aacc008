import { setTimeout as sleep } from "node:timers/promises";
import { TOPIC_LANES } from "@/ingest-worker/lanes";
import { sendMoreThanFits } from "../lab/more-than-fits";
import type { Scenario } from "../scenario";

const BUSY = { status: 429, type: "es_rejected_execution_exception" };
const UNAVAILABLE = { status: 503, type: "unavailable_shards_exception" };

/** Faults of Elasticsearch and of the network before it. */
export const ELASTICSEARCH_SCENARIOS: readonly Scenario[] = [
  {
    name: "elasticsearch-killed",
    fault: "Elasticsearch is killed, and started again after 5 seconds",
    expected: "the worker tries again until it is back",
    isShort: true,
    run: async ({ lab }) => {
      await lab.elasticsearch.kill();
      await sleep(5_000);
      await lab.elasticsearch.start();
    },
  },
  {
    name: "elasticsearch-frozen",
    fault: "Elasticsearch is frozen for 60 seconds",
    expected: "the worker keeps its membership while it takes no more over, and goes on; nothing is twice",
    run: async (trial) => {
      const { elasticsearch } = trial.lab;
      await elasticsearch.freeze();
      await sendMoreThanFits(trial);
      await sleep(60_000);
      const joined = await trial.lanesInTheirGroups();
      await elasticsearch.thaw();
      if (joined !== TOPIC_LANES.length)
        throw new Error(`expected ${TOPIC_LANES.length} lanes in their groups all the while, got ${joined}`);
    },
  },
  {
    name: "elasticsearch-busy",
    fault: "Elasticsearch answers half of all requests by 429 or 503",
    expected: "what failed is sent again, and fewer requests at once",
    isShort: true,
    run: async ({ proxy }) => {
      let asked = 0;
      proxy.faultOf = () => (["none", BUSY, "none", UNAVAILABLE] as const)[asked++ % 4] ?? "none";
      await sleep(6_000);
      proxy.heal();
    },
  },
  {
    name: "answers-lost",
    fault: "one answer in three is lost after Elasticsearch has done what it was asked",
    expected: "what is sent again is found to be there",
    isShort: true,
    run: async ({ proxy }) => {
      let asked = 0;
      proxy.faultOf = () => (asked++ % 3 === 2 ? "cut" : "none");
      await sleep(5_000);
      proxy.heal();
    },
  },
  {
    name: "wrong-credentials",
    fault: "a worker joins whose password Elasticsearch does not take",
    expected: "it holds its partitions and says why; when it leaves, the others go on",
    run: async (trial) => {
      const wrong = await trial.addWorker({ SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD: "wrong" });
      await trial.untilHeld("security_exception", 60, wrong);
      await wrong.stop();
    },
  },
  {
    name: "one-refused",
    fault: "one reading among thousands is one that its window will never take",
    expected: "it is a dead letter, and the rest is stored",
    isShort: true,
    run: async ({ load }) => {
      await load.sendRefused(1);
      await sleep(1_000);
    },
    check: async (trial) => {
      const refused = await trial.deadLetters("refused-by-store");
      return refused === 1 ? [] : [`expected one dead letter that the store refused, got ${refused}`];
    },
  },
  {
    name: "too-large",
    fault: "a server on the way takes no more than 20 KB at once",
    expected: "what is too large is cut until it fits",
    run: async ({ proxy }) => {
      proxy.maxBytes = 20_000;
      await sleep(4_000);
      proxy.heal();
    },
  },
];
