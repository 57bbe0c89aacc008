import { beforeAll, describe, expect, inject, it } from "vitest";
import type { Names } from "@/lib/domain/names";
import { createElasticsearch } from "@/lib/es/client";
import { createSearch, type Search } from "@/lib/es/search";
import { makeTestInstallation } from "@/stack/test-installation";
import { binOfDelay, inFirst } from "./delays";
import { readCohorts } from "./read-cohorts";

const HOUR_MS = 3_600_000;
const START_MS = Date.parse("2026-03-02T06:00:00.000Z");
let names: Names;
let search: Search;

interface Written {
  readonly hour: number;
  readonly settled_s?: number;
  readonly client?: string;
  readonly model_id?: string;
}

beforeAll(async () => {
  const installation = await makeTestInstallation(inject("environment"));
  names = installation.names;
  const { environment } = installation;
  const url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
  const rides = createElasticsearch({
    url,
    username: "rides",
    password: environment.SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD ?? "",
  });
  const written: readonly Written[] = [
    { hour: 0, settled_s: 0, client: "module", model_id: "city" },
    { hour: 0, settled_s: 3_600, client: "module", model_id: "city" },
    { hour: 0, settled_s: 3_601, client: "module", model_id: "city" },
    { hour: 0, settled_s: 500 * 86_400, client: "phone" },
    { hour: 1, settled_s: 7, client: "module", model_id: "city" },
    { hour: 1, client: "computed before lateness was kept" },
    { hour: 30, settled_s: 1, client: "begins after it" },
  ];
  const operations = written.flatMap(({ hour, ...ride }, at) => [
    { index: { _index: names.rides, _id: String(at) } },
    {
      kind: "ride",
      bike_id: "LI-000001",
      source: "iot",
      start: START_MS + hour * HOUR_MS + at * 1_000,
      ...ride,
    },
  ]);
  expect((await rides.bulk({ operations, refresh: true })).errors).toBe(false);
  await rides.close();
  const projection = createElasticsearch({
    url,
    username: "projection",
    password: environment.SLIPSTREAM_ELASTICSEARCH_PROJECTION_PASSWORD ?? "",
  });
  search = createSearch(projection, names);
});

describe("how late rides came", () => {
  it("is counted by hour and by what lateness depends on, a delay of an edge below it", async () => {
    const cohorts = await readCohorts(search, START_MS, START_MS + 24 * HOUR_MS);
    const told = cohorts.map(({ stratum, startMs, counts }) => ({
      stratum,
      hour: (startMs - START_MS) / HOUR_MS,
      counts: [inFirst({ counts }, 1), inFirst({ counts }, 2), inFirst({ counts }, counts.length)],
      last: counts[binOfDelay(500 * 86_400)],
    }));
    const city = JSON.stringify(["module", "iot", "city"]);
    expect(told.toSorted((a, b) => a.hour - b.hour || (a.stratum < b.stratum ? -1 : 1))).toEqual([
      { stratum: city, hour: 0, counts: [2, 3, 3], last: 0 },
      { stratum: JSON.stringify(["phone", "iot", null]), hour: 0, counts: [0, 0, 1], last: 1 },
      { stratum: city, hour: 1, counts: [1, 1, 1], last: 0 },
    ]);
  });
});
