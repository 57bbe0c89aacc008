import { beforeAll, describe, expect, inject, it } from "vitest";
import type { Exposure } from "@/lib/analytics/least-riders";
import type { Names } from "@/lib/domain/names";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { consentedRides } from "@/lib/estimates/testing/consented-rides";
import { readRangeModel } from "@/lib/range-model/read-range-model";
import { makeTestInstallation } from "@/stack/test-installation";
import { learnRangeModelNow } from "./learn-range-model";

const NOW = Date.UTC(2026, 10, 28, 2);
let names: Names;
let lane: Elasticsearch;
let analytics: Elasticsearch;
let operations: Elasticsearch;
let kept: readonly Exposure[] = [];
let excluded: string[][] = [[], []];

const learn = () => {
  let asked = 0;
  return learnRangeModelNow({
    es: lane,
    names,
    grant: async () => ({ purpose: "range-model", position: 11, excluded: new Set(excluded[asked++]) }),
    exposures: {
      read: async () => kept,
      keep: async (exposures) => {
        kept = exposures;
      },
    },
    now: () => NOW,
  });
};

async function store(riders: number, prefix: string): Promise<void> {
  const rides = consentedRides({ riders, ridesEach: 6, atMs: NOW - 3_600_000, prefix });
  const operations = rides.flatMap((ride, at) => [
    { index: { _index: names.consentedRides, _id: `${prefix}${at}` } },
    ride,
  ]);
  expect((await lane.bulk({ operations })).errors).toBe(false);
}

beforeAll(async () => {
  const installation = await makeTestInstallation(inject("environment"));
  names = installation.names;
  const as = (username: string) =>
    createElasticsearch({
      url: installation.environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
      username,
      password: installation.environment[`SLIPSTREAM_ELASTICSEARCH_${username.toUpperCase()}_PASSWORD`] ?? "",
    });
  [lane, analytics, operations] = [as("projection"), as("analytics"), as("operations")];
});

describe("learning the range model", () => {
  it("publishes nothing of fewer than ten riders", async () => {
    await store(9, "a");
    expect(await learn()).toBe("too-few-riders");
    expect(await readRangeModel(analytics, names)).toBeNull();
  });

  it("publishes what ten riders' rides tell, for whoever may read figures alone", async () => {
    await store(3, "b");
    expect(await learn()).toBe("published");
    const published = await readRangeModel(analytics, names);
    expect(published).toMatchObject({
      revision: 1,
      position: 11,
      published_at: NOW,
      model: { riders: 12, rides: 72 },
    });
    expect(JSON.stringify(published)).not.toMatch(/"a\d|"b\d/);
    await expect(readRangeModel(operations, names)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("publishes nothing by which fewer than ten riders could be told from the publication before", async () => {
    expect(await learn()).toBe("same");
    await store(4, "c");
    expect(await learn()).toBe("too-few-changed");
    expect(await readRangeModel(analytics, names)).toMatchObject({ revision: 1, model: { riders: 12 } });
    await store(6, "d");
    expect(await learn()).toBe("published");
    expect(await readRangeModel(analytics, names)).toMatchObject({ revision: 2, model: { riders: 22 } });
  });

  it("leaves out who withdrew, while rides were read too, unless all publications together told of few", async () => {
    const all = ["a", "b", "c", "d"].flatMap((prefix, at) =>
      Array.from({ length: [9, 3, 4, 6][at] ?? 0 }, (_, rider) => `${prefix}${rider}`),
    );
    // The first publication, and this one, without the second: what the twelfth rider adds.
    excluded = [all.slice(0, 5), all.slice(0, 11)];
    expect(await learn()).toBe("too-few-changed");
    excluded = [all.slice(0, 5), all.slice(0, 12)];
    expect(await learn()).toBe("published");
    expect(await readRangeModel(analytics, names)).toMatchObject({ revision: 3, model: { riders: 10 } });
  });
});
