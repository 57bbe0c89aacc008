import { setTimeout as sleep } from "node:timers/promises";
import { quarantined } from "@/ingest-worker/testing/stored";
import { LANE_NAMES } from "@/ingest-worker/worker";
import { type TimeWindow, windowOf } from "@/lib/domain/window";
import { applyTemplates } from "@/lib/es/apply-templates";
import type { Elasticsearch } from "@/lib/es/client";
import { listGenerations } from "@/lib/es/list-generations";
import { onceShardsHaveStarted } from "@/lib/es/once-shards-have-started";
import { windowSettings } from "@/lib/es/windows";
import { sealWindow } from "@/lib/windows/seal-window";
import { FLEET } from "../lab/sent";
import type { Trial } from "../lab/trial";
import { storedReadings } from "../oracle/stored";
import type { Scenario } from "../scenario";

const BUSY = { status: 429, type: "es_rejected_execution_exception" };
const UNAVAILABLE = { status: 503, type: "unavailable_shards_exception" };
const WEEK_MS = 7 * 86_400_000;
/** How many readings of sealed weeks are sent again. */
const REPEATED = 40;

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
    expected: "the worker keeps its membership and goes on; nothing is twice",
    run: async ({ lab, worker }) => {
      await lab.elasticsearch.freeze();
      await sleep(60_000);
      const joined = await worker.metric(/^slipstream_lane_joined/);
      await lab.elasticsearch.thaw();
      if (joined !== LANE_NAMES.length)
        throw new Error(`expected ${LANE_NAMES.length} lanes in their groups all the while, got ${joined}`);
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
    name: "slow-window",
    fault: "one window of the past answers after three seconds, the others at once",
    expected: "the others go on meanwhile",
    run: async ({ proxy, load, names }) => {
      const slow = `${names.windowPrefix}${windowOf(Date.now() - 12 * WEEK_MS).name}`;
      proxy.faultOf = async (request) => {
        if (request.includes(slow)) await sleep(3_000);
        return "none" as const;
      };
      const before = load.sent.readings.size;
      await sleep(10_000);
      if (load.sent.readings.size === before) throw new Error("nothing was sent meanwhile");
      proxy.heal();
    },
  },
  {
    name: "window-read-only",
    fault: "the windows may not be written, as when the disk is full to the flood stage",
    expected: "the worker holds and says why; when they may be written it goes on",
    isShort: true,
    run: async (trial) => {
      await block(trial, true);
      await trial.untilHeld("read-only");
      await sleep(2_000);
      await block(trial, null);
    },
  },
  {
    name: "window-sealed",
    fault:
      "weeks of the past are sealed while readings come for them, one after a sealing that ended in its middle, and again",
    expected:
      "the worker holds while a block has no mark; then the rest is stored in next generations, and what would change a sealed copy waits",
    isShort: true,
    load: { bikes: 12 },
    recoversWithin: 90,
    run: async (trial) => {
      const { es, names } = trial;
      await untilThere("the load has begun its weeks", async () => (await pastWeeks(trial)).length === 5);
      const [half = "", ...weeks] = await pastWeeks(trial);
      await es.transport.request({ method: "PUT", path: `/${names.windowPrefix}${half}/_block/write` });
      await trial.untilHeld("index write (api)");
      for (const generations of [2, 3]) {
        for (const week of [...weeks, half])
          await sealWindow(es, names, week, { nowMs: Date.now(), isDryRun: false });
        await repeatSealed(trial);
        await untilThere(`${half} has ${generations} generations`, async () => {
          const listed = await listGenerations(es, names.windowPrefix);
          return listed.get(half)?.length === generations;
        });
      }
    },
    check: async ({ es, names }) => {
      const entries = await quarantined(es, names, FLEET);
      const waiting = entries.filter(({ reason }) => reason === "sealed-collision").length;
      return waiting >= REPEATED ? [] : [`expected ${REPEATED} readings to wait at least, got ${waiting}`];
    },
  },
  {
    name: "template-deleted",
    fault: "the template of the windows is gone when a new window is needed",
    expected: "the worker holds and says why; no window is made without it",
    run: async (trial) => {
      const { setup, names, load } = trial;
      await setup.transport.request({
        method: "DELETE",
        path: `/_index_template/${names.namespace}-readings`,
      });
      await load.send([newWeekReading(40)], true);
      await trial.untilHeld(windowOf(newWeekReading(40).timeMs).name);
      await sleep(1_000);
      await applyTemplates(setup, names, 0);
    },
  },
  {
    name: "shard-limit",
    fault: "the cluster takes no more shards when a new window is needed",
    expected: "the worker holds and says why; when there is room it goes on",
    run: async (trial) => {
      await shardsPerNode(trial, 1);
      await trial.load.send([newWeekReading(41)], true);
      await trial.untilHeld(windowOf(newWeekReading(41).timeMs).name);
      await sleep(1_000);
      await shardsPerNode(trial, null);
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
    name: "all-refused",
    fault: "a window was made with a mapping that refuses what everybody sends",
    expected:
      "the breaker opens before the fleet's readings become dead letters; when the window is right they are stored",
    isShort: true,
    // Beside few readings that are stored: they count too.
    load: { readingsPerSecond: 100 },
    run: async (trial) => {
      const { setup, names, load } = trial;
      const { timeMs } = newWeekReading(45);
      const index = names.windowPrefix + windowOf(timeMs).name;
      await createWrongWindow(setup, index, windowOf(timeMs));
      for (let bike = 0; bike < 60; bike++) {
        const readings = Array.from({ length: 50 }, (_, at) => ({
          bikeId: `FLT-${String(bike).padStart(4, "0")}`,
          timeMs: timeMs + bike * 1_000 + at,
          speedKmh: 20,
          odometerM: at,
        }));
        await load.send(readings, true);
      }
      await trial.untilHeld("breaker");
      await setup.transport.request({ method: "DELETE", path: `/${index}` });
    },
    check: async (trial) => {
      const refused = (await trial.refusedReadings()).size;
      // What tells a deployment from one client's data: so many readings, whatever order they come in.
      return refused < 1_000
        ? []
        : [`expected the breaker to open in time, ${refused} readings are dead letters`];
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

/** Weeks that the load has begun, but for the one that is live. */
async function pastWeeks({ es, names }: Trial): Promise<string[]> {
  const live = windowOf(Date.now()).name;
  return [...(await listGenerations(es, names.windowPrefix)).keys()].filter((week) => week < live);
}

/** Sends readings that sealed windows hold once more: as they were, with a greater value and with a smaller one. */
async function repeatSealed({ es, names, load }: Trial): Promise<void> {
  const generations = [...(await listGenerations(es, names.windowPrefix)).values()].flat();
  const sealed = new Set(generations.flatMap(({ index, sealedAt }) => (sealedAt ? [index] : [])));
  const stored = await onceShardsHaveStarted(() => storedReadings(es, names));
  const copies = stored.filter(({ index }) => sealed.has(index));
  for (const { identity, speedCkmh } of copies.slice(0, REPEATED)) {
    const sent = load.sent.readings.get(identity);
    if (!sent) continue;
    const speedKmh = speedCkmh / 100;
    for (const said of [speedKmh, speedKmh + 7, 0]) await load.send([{ ...sent, speedKmh: said }], true);
  }
}

async function untilThere(what: string, isThere: () => Promise<boolean>, withinSeconds = 30): Promise<void> {
  for (const startedMs = performance.now(); !(await isThere()); await sleep(200))
    if (performance.now() - startedMs > withinSeconds * 1_000) throw new Error(`expected that ${what}`);
}

const newWeekReading = (weeksAgo: number) => ({
  bikeId: "FLT-0000",
  timeMs: Math.floor(Date.now() / WEEK_MS - weeksAgo) * WEEK_MS + 5_000,
  speedKmh: 20,
  odometerM: 1,
});

async function block({ setup, names }: Trial, on: boolean | null): Promise<void> {
  await setup.transport.request({
    method: "PUT",
    path: `/${names.windowPrefix}*/_settings`,
    body: { "index.blocks.read_only_allow_delete": on },
  });
}

async function shardsPerNode({ setup }: Trial, shards: number | null): Promise<void> {
  await setup.transport.request({
    method: "PUT",
    path: "/_cluster/settings",
    body: { persistent: { "cluster.max_shards_per_node": shards } },
  });
}

/** As the template has it, but for speeds, which it takes for addresses. */
async function createWrongWindow(setup: Elasticsearch, index: string, window: TimeWindow): Promise<void> {
  await setup.transport.request({
    method: "PUT",
    path: `/${index}`,
    body: {
      settings: windowSettings(window),
      mappings: { properties: { speed_ckmh: { type: "ip" } } },
    },
  });
}
