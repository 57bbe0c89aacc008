import { beforeAll, describe, expect, inject, it } from "vitest";
import type { CellHistory } from "@/lib/analytics/cell-history";
import { digestBy } from "@/lib/analytics/tells-of-cell";
import type { Names } from "@/lib/domain/names";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { contributionsOf } from "@/lib/estimates/contributions";
import type { LearnedRide } from "@/lib/estimates/ride-facts";
import { consentedRides } from "@/lib/estimates/testing/consented-rides";
import { readRangeModel } from "@/lib/range-model/read-range-model";
import { makeTestInstallation } from "@/stack/test-installation";
import { learnRangeModelNow } from "./learn-range-model";
import { readRidesToLearn } from "./read-rides-to-learn";

const NOW = Date.UTC(2026, 10, 28, 2);
let names: Names;
let lane: Elasticsearch;
let analytics: Elasticsearch;
let operations: Elasticsearch;
let kept: ReadonlyMap<string, CellHistory> = new Map();
let excluded: string[][] = [[], []];

const learn = () => {
  let asked = 0;
  return learnRangeModelNow({
    es: lane,
    names,
    grant: async () => ({ purpose: "range-model", position: 11, excluded: new Set(excluded[asked++]) }),
    digest: digestBy(new Uint8Array(32)),
    history: {
      read: async () => kept,
      keep: async (histories) => {
        kept = histories;
      },
    },
    now: () => NOW,
  });
};

const ridesOf = (riders: number, prefix: string) =>
  consentedRides({ riders, ridesEach: 6, atMs: NOW - 3_600_000, prefix });

const addsOf = (rides: readonly LearnedRide[]) =>
  Array.from(contributionsOf(rides), ([name, its]) => [name, new Map(its)]);

async function store(riders: number, prefix: string): Promise<void> {
  const rides = ridesOf(riders, prefix);
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

  it("reads of each ride what is learned from, and no more", async () => {
    const read = await readRidesToLearn(lane, names.consentedRides, 0);
    expect(addsOf(read)).toEqual(addsOf([...ridesOf(9, "a"), ...ridesOf(3, "b")]));
    const [ride] = read;
    expect(ride).toMatchObject({ regranted: false, data_share: 1 });
    expect(ride).not.toHaveProperty("cells");
    expect(ride).not.toHaveProperty("settled_s");
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

  it("leaves out who withdrew, while rides were read too, with the next ten riders who add something", async () => {
    excluded = [
      ["a0", "a1"],
      ["a0", "a1", "c0"],
    ];
    expect(await learn()).toBe("too-few-changed");
    await store(10, "e");
    expect(await learn()).toBe("published");
    expect(await readRangeModel(analytics, names)).toMatchObject({ revision: 3, model: { riders: 29 } });
  });
});
