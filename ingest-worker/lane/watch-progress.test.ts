import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Offsets } from "./offsets";
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

/** A lane takes 200,000 records over at once and settles so many a second, in order, but for one stretch. */
async function stuckWithBacklog(perSecond: number, ms: number, hung = -1): Promise<boolean> {
  const PER_STRETCH = 200;
  let tick = 0;
  const offsets = new Offsets(() => Date.now() + tick++ / 1_000);
  const settle = Array.from({ length: 1_000 }, (_, at) =>
    offsets.enter(0, 0, String((at + 1) * PER_STRETCH - 1)),
  );
  let settled = 0;
  const settling = setInterval(() => {
    const upTo = Math.min(settle.length, settled + perSecond / PER_STRETCH);
    for (let at = Math.ceil(settled); at < upTo; at++) if (at !== hung) settle[at]?.();
    settled = upTo;
  }, 1_000);
  const stuck: string[] = [];
  let committed = "";
  const lag = () => {
    committed = offsets.committable().at(0)?.offset ?? committed;
    return { records: 200_000, committed: hung < 0 ? committed : String(settled) };
  };
  const watched = [{ name: "projection", openSinceMs: () => offsets.oldestOpenMs, lag }];
  const stop = watchProgress(
    watched,
    () => false,
    Date.now,
    (fault) => stuck.push(fault.message),
  );
  await vi.advanceTimersByTimeAsync(ms);
  clearInterval(settling);
  stop();
  return stuck.length > 0;
}

it("takes 200,000 records in flight, which take longer than any one thing may, for work that gets on", async () => {
  const perSecond = 50;
  expect((200_000 / perSecond) * 1_000).toBeGreaterThan(3 * HUNG_AFTER_MS);
  expect(await stuckWithBacklog(perSecond, 3 * HUNG_AFTER_MS)).toBe(false);
});

it("ends a process in which one of 200,000 records in flight hangs while the others are done", async () => {
  expect(await stuckWithBacklog(2_000, HUNG_AFTER_MS + 60_000, 10)).toBe(true);
});
