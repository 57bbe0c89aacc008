import { setTimeout as sleep } from "node:timers/promises";
import { slotOf } from "@/lib/domain/fields";
import { type TimeWindow, windowOf } from "@/lib/domain/window";
import { applyTemplates } from "@/lib/es/apply-templates";
import type { Elasticsearch } from "@/lib/es/client";
import { listGenerations } from "@/lib/es/list-generations";
import { windowSettings } from "@/lib/es/windows";
import { sealWindow } from "@/lib/windows/seal-window";
import { limitShards } from "../lab/shard-limit";
import type { Trial } from "../lab/trial";
import { untilThere } from "../lab/until-there";
import { quarantineEntries } from "../oracle/quarantine-entries";
import { storedReadings } from "../oracle/stored";
import type { Scenario } from "../scenario";

const WEEK_MS = 7 * 86_400_000;
/** How many readings of sealed weeks are sent again. */
const REPEATED = 40;

/** Faults of the windows that readings are stored in. */
export const WINDOW_SCENARIOS: readonly Scenario[] = [
  {
    name: "slow-window",
    fault: "one window of the past answers after three seconds, the others at once",
    expected: "the others go on meanwhile",
    // Repetitions take what is late into the live lane, where the edge never puts it.
    load: { mixed: false },
    run: async (trial) => {
      const { proxy, names, load } = trial;
      const live = names.windowPrefix + windowOf(Date.now()).name;
      await untilThere("the load has begun its weeks", async () => (await pastWeeks(trial)).length === 5);
      const slow = `${names.windowPrefix}${windowOf(Date.now() - 12 * WEEK_MS).name}`;
      proxy.faultOf = async (request) => {
        if (request.includes(slow)) await sleep(3_000);
        return "none" as const;
      };
      const sentBefore = load.sent.readings.size;
      const before = await storedByIndex(trial);
      await sleep(10_000);
      const after = await storedByIndex(trial);
      const sent = load.sent.readings.size - sentBefore;
      for (const [index, count] of before)
        if (index !== slow && after.get(index) === count)
          throw new Error(`nothing was stored in ${index} meanwhile`);
      const stored = (after.get(live) ?? 0) - (before.get(live) ?? 0);
      // Three in four are live.
      if (stored < sent / 2)
        throw new Error(
          `expected live readings to be stored meanwhile, got ${stored} of ${sent} that were sent`,
        );
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
      const entries = await quarantineEntries(es, names);
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
      await limitShards(trial.setup, 1);
      await trial.load.send([newWeekReading(41)], true);
      await trial.untilHeld(windowOf(newWeekReading(41).timeMs).name);
      await sleep(1_000);
      await limitShards(trial.setup, null);
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
];

/** Weeks that the load has begun, but for the one that is live. */
async function pastWeeks({ es, names }: Trial): Promise<string[]> {
  const live = windowOf(Date.now()).name;
  return [...(await listGenerations(es, names.windowPrefix)).keys()].filter((week) => week < live);
}

/** How many readings each window holds. */
async function storedByIndex({ es, names }: Trial): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { index } of await storedReadings(es, names)) counts.set(index, (counts.get(index) ?? 0) + 1);
  return counts;
}

/** Sends readings that sealed windows hold once more: as they were, with a greater value and with a smaller one. */
async function repeatSealed({ es, names, load }: Trial): Promise<void> {
  const generations = [...(await listGenerations(es, names.windowPrefix)).values()].flat();
  const sealed = new Set(generations.flatMap(({ index, sealedAt }) => (sealedAt ? [index] : [])));
  const stored = await storedReadings(es, names);
  const copies = stored.filter(({ index }) => sealed.has(index));
  for (const { identity, reading } of copies.slice(0, REPEATED)) {
    const sent = load.sent.readings.get(identity);
    if (!sent) continue;
    const speedKmh = Number(reading.values[slotOf("speed_kmh")]) / 100;
    for (const said of [speedKmh, speedKmh + 7, 0]) await load.send([{ ...sent, speedKmh: said }], true);
  }
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
