import { setTimeout as sleep } from "node:timers/promises";
import { untilThere } from "../lab/until-there";
import type { Scenario } from "../scenario";

/** The worker looks each minute what of the waiting room is due. */
const LOOKS_FOR_DUE_WITHIN_MS = 65_000;
/** Its grace, and what it takes to leave its groups. */
const ENDS_WITHIN_SECONDS = 12;

/** Faults of the worker's own processes. */
export const WORKER_SCENARIOS: readonly Scenario[] = [
  {
    name: "nothing",
    fault: "none",
    expected: "everything is in its window, once",
    isShort: true,
    run: () => sleep(2_000),
  },
  {
    name: "worker-killed",
    fault: "the worker is killed in the middle of its work, six times",
    expected: "what was not committed is read again and found to be there",
    isShort: true,
    mayEnd: true,
    run: async ({ worker }) => {
      for (let times = 0; times < 6; times++) {
        await sleep(700 + 300 * times);
        worker.signal("SIGKILL");
      }
    },
  },
  {
    name: "worker-stopped",
    fault: "the worker is asked to stop under load, three times",
    expected: "it finishes what is in flight, commits it and ends within its grace",
    mayEnd: true,
    run: async ({ worker }) => {
      for (let times = 0; times < 3; times++) {
        await sleep(2_500);
        const { restarts } = worker;
        worker.signal("SIGTERM");
        await untilThere("it ends in time", async () => worker.restarts > restarts, ENDS_WITHIN_SECONDS);
        await untilThere("the next one answers", async () => (await worker.reasons()) !== null);
      }
    },
    check: async ({ worker }) => worker.badEnds.map((code) => `a worker ended with exit code ${code}`),
  },
  {
    name: "worker-frozen",
    fault: "one of two workers is frozen for longer than its session",
    expected: "the other takes its partitions over; what the frozen one writes later changes nothing",
    workers: 2,
    run: async ({ worker }) => {
      worker.signal("SIGSTOP");
      await sleep(35_000);
      worker.signal("SIGCONT");
      await sleep(2_000);
    },
  },
  {
    name: "event-loop-blocked",
    fault: "the worker's event loop does nothing else for 20 seconds",
    expected: "it goes on, as a member of its group again",
    run: async ({ worker }) => {
      worker.tell({ kind: "block", ms: 20_000 });
      await sleep(21_000);
    },
  },
  {
    name: "rebalance-storm",
    fault: "members join and leave the group every few seconds",
    expected: "each partition has one owner at a time, and no commit of an earlier one counts",
    mayEnd: true,
    run: async (trial) => {
      for (let times = 0; times < 4; times++) {
        const newcomer = await trial.addWorker();
        await sleep(5_000);
        await newcomer.stop();
      }
    },
  },
  {
    name: "worker-clock-ahead",
    fault: "the worker's clock is an hour ahead while it looks for readings whose time has come",
    expected: "nothing depends on it: the edge's stamps and the store's clock decide",
    run: async ({ worker }) => {
      worker.tell({ kind: "clock", aheadMs: 3_600_000 });
      await sleep(LOOKS_FOR_DUE_WITHIN_MS);
    },
  },
  {
    name: "worker-clock-behind",
    fault: "the worker's clock is put back by an hour while batches are open",
    expected: "none is held for that hour",
    isShort: true,
    run: async ({ worker }) => {
      worker.tell({ kind: "clock", aheadMs: -3_600_000 });
      await sleep(4_000);
    },
  },
  {
    name: "edge-clock-behind",
    fault: "the edge's clock is an hour behind",
    expected: "what seems to come from the future waits in quarantine, and is placed when it is due",
    load: { edgeAheadMs: -3_600_000, mixed: false },
    recoversWithin: 20,
    run: async ({ load, untilPlaced }) => {
      await sleep(3_000);
      await load.finish();
      await untilPlaced(150);
    },
  },
  {
    name: "edge-clock-ahead",
    fault: "the edge's clock is an hour ahead",
    expected: "readings count as an hour late, and are placed as ever",
    load: { edgeAheadMs: 3_600_000 },
    run: () => sleep(2_000),
  },
];
