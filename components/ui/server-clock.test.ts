import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { serverClock } from "./server-clock";

const MADE_MS = Date.UTC(2026, 10, 29, 12);
beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

it("stands at when the page was made until somebody looks, and goes on by seconds then, for all of them", async () => {
  const clock = serverClock(MADE_MS);
  await vi.advanceTimersByTimeAsync(2_500);
  expect(clock.now()).toBe(MADE_MS);
  const [one, other] = [vi.fn(), vi.fn()];
  const endOne = clock.subscribe(one);
  const endOther = clock.subscribe(other);
  await vi.advanceTimersByTimeAsync(0);
  expect(clock.now()).toBe(MADE_MS + 2_500);
  await vi.advanceTimersByTimeAsync(3_000);
  expect([clock.now(), clock.atFirst()]).toEqual([MADE_MS + 5_500, MADE_MS]);
  expect([one.mock.calls.length, other.mock.calls.length]).toEqual([4, 4]);
  endOne();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([one.mock.calls.length, other.mock.calls.length]).toEqual([4, 5]);
  endOther();
  expect(vi.getTimerCount()).toBe(0);
});

it("says the same until it goes on: whoever compares two looks meets no change", () => {
  const clock = serverClock(MADE_MS);
  vi.advanceTimersByTime(700);
  expect(clock.now()).toBe(clock.now());
});

it("goes on from when the page was made again, and tells who hydrates late what it was at first", async () => {
  const clock = serverClock(MADE_MS);
  const onTick = vi.fn();
  const end = clock.subscribe(onTick);
  await vi.advanceTimersByTimeAsync(1_500);
  clock.correct(MADE_MS);
  expect(clock.now()).toBe(MADE_MS + 1_000);
  clock.correct(MADE_MS + 60_000);
  expect([clock.now(), clock.atFirst(), onTick.mock.calls.length]).toEqual([MADE_MS + 60_000, MADE_MS, 3]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(clock.now()).toBe(MADE_MS + 60_500);
  end();
});
