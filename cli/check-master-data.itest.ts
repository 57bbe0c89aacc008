import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type RunningWorker, runWorker } from "@/ingest-worker/testing/running-worker";
import { type ChangingBikes, makeBikes } from "@/lib/db/testing/changing-bikes";
import { createLog } from "@/lib/log";
import { republishBikes } from "@/lib/registration/republish-bikes";
import { checkMasterData } from "./check-master-data";

let running: RunningWorker;
let bikes: ChangingBikes;
beforeAll(async () => {
  running = await runWorker(inject("environment"));
  bikes = await makeBikes(running.environment, 3_000);
});
afterAll(() => Promise.all([running.stop(), bikes.close()]));

const allPublished = () => expect.poll(() => bikes.waiting(), { timeout: 30_000 }).toBe(0);
const check = () =>
  checkMasterData({
    db: bikes.db,
    kafka: running.kafka,
    topic: running.names.topics.bikes,
    log: createLog("tests", "silent"),
  });
const console = { kind: "console", command: "tests" } as const;

describe("master data and its topic", () => {
  it("are compared bike by bike, and are the same again once all is published anew", async () => {
    await allPublished();
    // One bike of the seed was never published.
    const own = await check();
    expect(own.bikes).toBe(3_001);
    expect(own.differences).toEqual([{ bikeId: "VELOFORM-1", database: 1, topic: null }]);

    const [stale = "", lost = ""] = bikes.ids;
    await bikes.db.execute(`update bikes set version = version + 1 where bike_id = '${stale}'`);
    const topic = running.names.topics.bikes;
    await running.publisher.publish(topic, [
      { key: lost, value: null },
      { key: "LI-000001", value: "{" },
    ]);
    expect((await check()).differences).toEqual([
      { bikeId: stale, database: 2, topic: 1 },
      { bikeId: lost, database: 1, topic: null },
      { bikeId: "VELOFORM-1", database: 1, topic: null },
      { bikeId: "LI-000001", database: null, topic: null },
    ]);
    expect(await bikes.waiting()).toBe(0);

    expect(await republishBikes(console, bikes.db)).toBe(3_001);
    await allPublished();
    expect((await check()).differences).toEqual([{ bikeId: "LI-000001", database: null, topic: null }]);
  });
});
