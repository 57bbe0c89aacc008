import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type ChangingBikes, makeBikes } from "@/lib/db/testing/changing-bikes";
import type { StoredState } from "@/lib/domain/state-document";
import { type RunningWorker, runWorker } from "../testing/running-worker";

let running: RunningWorker;
let bikes: ChangingBikes;
beforeAll(async () => {
  running = await runWorker(inject("environment"));
  bikes = await makeBikes(running.environment, 50);
});
afterAll(() => Promise.all([running.stop(), bikes.close()]));

describe("a change of master data", () => {
  it("reaches the state of its bike, and the lane that reads it ends with nothing uncommitted", async () => {
    const [bikeId = ""] = bikes.ids;
    for (const version of [2, 3]) {
      await bikes.change([bikeId]);
      await expect.poll(() => bikes.waiting(), { timeout: 15_000 }).toBe(0);
      // Ends of transactions are offsets, too: a lane that stops before them would count as stuck.
      await running.caughtUp();
      const { _source } = await running.es.get<StoredState>({ index: running.names.state, id: bikeId });
      expect(_source).toMatchObject({ registration: { version } });
    }
  });
});
