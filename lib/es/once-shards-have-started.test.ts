import { errors } from "@elastic/elasticsearch";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { BulkFault } from "./bulk";
import { onceShardsHaveStarted } from "./once-shards-have-started";

function answered(statusCode: number): errors.ResponseError {
  const params = { method: "POST", path: "/" };
  const request = { params, options: {}, id: 1 };
  const meta = { context: null, name: "tests", request, connection: null, attempts: 0, aborted: false };
  return new errors.ResponseError({ statusCode, headers: {}, warnings: null, body: {}, meta });
}

/** Fails with each fault in turn, and answers after them. */
function failing(...faults: readonly unknown[]) {
  const askedAtMs: number[] = [];
  const ask = async () => {
    askedAtMs.push(Date.now());
    if (askedAtMs.length <= faults.length) throw faults[askedAtMs.length - 1];
    return "an answer";
  };
  return { ask, askedAtMs };
}
/** What came of it, told as a value so that a fault is nobody's surprise. */
const outcome = (asking: Promise<string>) => asking.catch((fault: unknown) => fault);

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

it("asks again, with longer and longer waits, until shards have started", async () => {
  const { ask, askedAtMs } = failing(answered(503), answered(503), answered(503), answered(503));
  const found = outcome(onceShardsHaveStarted(ask));
  await vi.runAllTimersAsync();
  expect(await found).toBe("an answer");
  expect(askedAtMs).toEqual([0, 100, 300, 700, 1_500]);
});

it("asks again where the same answer is told as a fault of a request", async () => {
  const { ask, askedAtMs } = failing(new BulkFault("retriable", 503, "/readings/_pit: missing shards"));
  const found = outcome(onceShardsHaveStarted(ask));
  await vi.runAllTimersAsync();
  expect(await found).toBe("an answer");
  expect(askedAtMs).toEqual([0, 100]);
});

it("throws what the last attempt threw when shards do not start", async () => {
  const last = answered(503);
  const { ask, askedAtMs } = failing(answered(503), answered(503), answered(503), answered(503), last);
  const found = outcome(onceShardsHaveStarted(ask));
  await vi.runAllTimersAsync();
  expect(await found).toBe(last);
  expect(askedAtMs).toHaveLength(5);
});

it.each([
  ["an answer of 429", answered(429)],
  ["an answer of 404", answered(404)],
  ["a lost connection", new errors.ConnectionError("reset")],
])("throws %s at once", async (_, fault) => {
  const { ask, askedAtMs } = failing(fault);
  expect(await outcome(onceShardsHaveStarted(ask))).toBe(fault);
  expect(askedAtMs).toEqual([0]);
});

it("asks no more for somebody who has left while it waited", async () => {
  const leaving = new AbortController();
  const { ask, askedAtMs } = failing(answered(503));
  const found = outcome(onceShardsHaveStarted(ask, leaving.signal));
  await vi.advanceTimersByTimeAsync(50);
  leaving.abort();
  await vi.runAllTimersAsync();
  expect(await found).toMatchObject({ name: "AbortError" });
  expect(askedAtMs).toEqual([0]);
});

it("does not wait for somebody who left while it asked", async () => {
  const fault = answered(503);
  const { ask, askedAtMs } = failing(fault);
  expect(await outcome(onceShardsHaveStarted(ask, AbortSignal.abort()))).toBe(fault);
  expect(askedAtMs).toEqual([0]);
});
