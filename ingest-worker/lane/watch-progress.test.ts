import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { HUNG_AFTER_MS, STUCK_AFTER_MS, watchProgress } from "./watch-progress";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Runs a lane through stretches of time; whether it was found stuck by the end of each. */
async function stuckAfter(
  ...stretches: readonly {
    ms: number;
    records?: number;
    committed: string;
    held?: boolean;
    away?: boolean;
    /** Something was taken over as the first stretch began and is not durable. */
    open?: boolean;
  }[]
): Promise<boolean[]> {
  const startedMs = Date.now();
  let present = stretches[0];
  const stuck: string[] = [];
  const stop = watchProgress(
    [
      {
        name: "late",
        openSinceMs: () => (present?.open ? startedMs : null),
        lag: () =>
          present && !present.away ? { records: present.records ?? 5, committed: present.committed } : null,
      },
    ],
    () => present?.held ?? false,
    Date.now,
    (fault) => stuck.push(fault.message),
  );
  const found: boolean[] = [];
  for (const stretch of stretches) {
    present = stretch;
    await vi.advanceTimersByTimeAsync(stretch.ms);
    found.push(stuck.length > 0);
  }
  stop();
  return found;
}
const LONG = 2 * STUCK_AFTER_MS;

it("ends a process that commits nothing although it has something to read", async () => {
  expect(
    await stuckAfter({ ms: STUCK_AFTER_MS - 10_000, committed: "1" }, { ms: 25_000, committed: "1" }),
  ).toEqual([false, true]);
});

it.each([
  ["commits", [1, 2, 3, 4].map((at) => ({ ms: STUCK_AFTER_MS / 2, committed: String(at) }))],
  ["has nothing to read", [{ ms: LONG, records: 0, committed: "1" }]],
  ["waits for a store", [{ ms: LONG, held: true, committed: "1" }]],
  ["does not know, as Kafka is away", [{ ms: LONG, away: true, committed: "1" }]],
])("leaves a process alone that %s", async (_what, stretches) => {
  expect((await stuckAfter(...stretches)).at(-1)).toBe(false);
});

it("begins to count anew after a wait", async () => {
  const wait = { ms: LONG, held: true, committed: "1" };
  expect(await stuckAfter(wait, { ms: STUCK_AFTER_MS - 10_000, committed: "1" })).toEqual([false, false]);
});

const commits = (ms: number, held = false) =>
  Array.from({ length: Math.ceil(ms / 60_000) }, (_, at) => ({
    ms: 60_000,
    committed: `${ms}:${at}`,
    open: true,
    held,
  }));

it("ends a process that commits, but one thing in flight hangs", async () => {
  expect((await stuckAfter(...commits(HUNG_AFTER_MS - 60_000))).at(-1)).toBe(false);
  expect((await stuckAfter(...commits(HUNG_AFTER_MS + 60_000))).at(-1)).toBe(true);
});

it("does not count the time in which a store was waited for", async () => {
  const found = await stuckAfter(...commits(HUNG_AFTER_MS, true), ...commits(HUNG_AFTER_MS - 60_000));
  expect(found.at(-1)).toBe(false);
});
