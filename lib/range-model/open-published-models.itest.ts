import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Names } from "@/lib/domain/names";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { consentedRides } from "@/lib/estimates/testing/consented-rides";
import { makeTestInstallation } from "@/stack/test-installation";
import { modelInForce } from "./model-in-force";
import { openPublishedModels } from "./open-published-models";
import { publishRangeModel } from "./publish-range-model";
import { readRangeModel } from "./read-range-model";

let names: Names;
let lane: Elasticsearch;
let analytics: Elasticsearch;
beforeAll(async () => {
  const { environment, ...installation } = await makeTestInstallation(inject("environment"));
  names = installation.names;
  const as = (username: string) =>
    createElasticsearch({
      url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
      username,
      password: environment[`SLIPSTREAM_ELASTICSEARCH_${username.toUpperCase()}_PASSWORD`] ?? "",
    });
  [lane, analytics] = [as("projection"), as("analytics")];
});
afterAll(() => Promise.all([lane.close(), analytics.close()]));

/** Of so many riders, each time others. */
const publish = (riders: number, atMs: number) => {
  const rides = consentedRides({ riders, ridesEach: 6, atMs: 1_795_000_000_000 });
  return publishRangeModel(lane, names, { rides, position: riders, atMs, mayFollow: true });
};

describe("published range models", () => {
  it("are all kept as they were, for whoever asks which one it was when a ride began", async () => {
    const [early, fresh] = [openPublishedModels(lane, names), () => openPublishedModels(lane, names)()];
    expect(await early()).toEqual([]);
    const seen = [];
    for (const [at, riders] of [10, 14, 19].entries()) {
      expect(await publish(riders, (at + 1) * 1_000)).toBe("published");
      seen.push(await readRangeModel(analytics, names));
      expect(await early()).toEqual(seen);
      expect(await fresh()).toEqual(seen);
    }
    expect(modelInForce(await fresh(), 2_500)).toEqual(seen[1]);
    expect(await publish(19, 9_000)).toBe("same");
    expect(await fresh()).toEqual(seen);
  });

  it("are not guessed where one is missing", async () => {
    await lane.delete({ index: names.figures, id: "model|range-model|2" });
    const kept = await openPublishedModels(lane, names)();
    expect(kept.map(({ revision }) => revision)).toEqual([1, 3]);
    expect(modelInForce(kept, 1_500)).toBeNull();
  });
});
