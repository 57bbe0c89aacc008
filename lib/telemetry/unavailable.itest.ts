import { beforeAll, describe, expect, inject, it } from "vitest";
import type { Names } from "@/lib/domain/names";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { startFaultProxy } from "@/lib/es/testing/fault-proxy";
import { mintVisibleBikes } from "@/lib/fleet/mint-visible";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { getReadings } from "./get-readings";
import { listBikes } from "./list-bikes";
import { openReader, type Reader } from "./reader";
import { rangeOf } from "./testing/range-of";
import { type Sent, storeReadings } from "./testing/store-readings";
import { untilVisible } from "./testing/until-visible";

const LIVE = Date.UTC(2026, 10, 20, 8);

let installation: TestInstallation;
let names: Names;
let es: Elasticsearch;
let reader: Reader;
const as = (username: string): Elasticsearch => {
  const { environment } = installation;
  return createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
    username,
    password: environment[`SLIPSTREAM_ELASTICSEARCH_${username.toUpperCase()}_PASSWORD`] ?? "",
  });
};

beforeAll(async () => {
  installation = await makeTestInstallation(inject("environment"));
  names = installation.names;
  es = as("ingest");
  const { environment } = installation;
  reader = openReader({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
    password: environment.SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD ?? "",
    namespace: names.namespace,
  });
  const live = Array.from(
    { length: 10 },
    (_, second): Sent => ({
      bikeId: "LI-000001",
      source: "iot",
      latenessSeconds: 1,
      reading: { t: LIVE + second * 1_000, soc_pct: 50 },
    }),
  );
  await storeReadings(es, names, live);
  const whole = rangeOf("LI-000001", LIVE, LIVE + 10_000);
  await untilVisible(async () => (await getReadings(reader, whole)).readings.length, 10);
});

describe("a store that cannot answer", () => {
  it("is unavailable, never empty", async () => {
    const closed = openReader({ url: "http://127.0.0.1:9", password: "x", namespace: names.namespace });
    const asked = getReadings(closed, rangeOf("LI-000001", LIVE, LIVE + 1));
    await expect(asked).rejects.toMatchObject({ code: "unavailable" });
    const url = inject("environment").SLIPSTREAM_ELASTICSEARCH_URL ?? "";
    const stranger = openReader({ url, password: "wrong", namespace: names.namespace });
    await expect(
      listBikes(stranger, mintVisibleBikes({ bikes: "all", positions: true })),
    ).rejects.toMatchObject({
      code: "unavailable",
    });
  });

  it("is unavailable while a listed window is missing, and lists again", async () => {
    const t = Date.UTC(2017, 4, 1, 12);
    const day = rangeOf("LI-000004", t, t + 1_000);
    await storeReadings(es, names, [
      { bikeId: "LI-000004", source: "iot", latenessSeconds: 9, reading: { t, soc_pct: 5 } },
    ]);
    await untilVisible(async () => (await getReadings(reader, day)).readings.length, 1);
    await as("suite").indices.delete({ index: `${names.windowPrefix}2017-w18` });
    await expect(getReadings(reader, day)).rejects.toMatchObject({ code: "unavailable" });
    expect((await getReadings(reader, day)).readings).toEqual([]);
  });

  it("waits for a window whose shard is just being started, and not for ever", async () => {
    const { environment } = installation;
    const proxy = await startFaultProxy(environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "");
    const password = environment.SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD ?? "";
    const waiting = openReader({ url: proxy.url, password, namespace: names.namespace });
    const count = async () =>
      (await getReadings(waiting, rangeOf("LI-000001", LIVE, LIVE + 10_000))).readings.length;
    let refused = 0;
    proxy.faultOf = (asked) => (asked.endsWith("/_search") && refused++ < 3 ? "starting" : "none");
    expect(await count()).toBe(10);
    proxy.faultOf = (asked) => (asked.endsWith("/_search") ? "starting" : "none");
    await expect(count()).rejects.toMatchObject({ code: "unavailable" });
    await proxy.close();
  });

  it("is unavailable while one of very many listed windows is missing, and lists again", async () => {
    const many = Array.from(
      { length: 52 },
      (_, week): Sent => ({
        bikeId: "LI-000005",
        source: "iot",
        latenessSeconds: 9,
        reading: { t: Date.UTC(2012, 0, 4) + week * 7 * 86_400_000, soc_pct: 5 },
      }),
    );
    await storeReadings(es, names, many);
    const years = rangeOf("LI-000005", Date.UTC(2012, 0, 2), Date.UTC(2012, 11, 31));
    const count = async () => (await getReadings(reader, years)).readings.length;
    expect(await untilVisible(count, many.length)).toBe(many.length);
    await as("suite").indices.delete({ index: `${names.windowPrefix}2012-w20` });
    await expect(count()).rejects.toMatchObject({ code: "unavailable" });
    expect(await count()).toBe(many.length - 1);
  });

  it.each([[["x", "iot"]], [[1_795_161_600_000, "gps"]], [[["x"], "iot"]], [[1, "iot", 2]], ["x"]])(
    "is never asked to go on from what no page gave: %j",
    async (position) => {
      const cursor = Buffer.from(JSON.stringify(position)).toString("base64url");
      const asked = getReadings(reader, rangeOf("LI-000001", LIVE, LIVE + 1), { cursor });
      await expect(asked).rejects.toMatchObject({ code: "invalid" });
      const listed = listBikes(reader, mintVisibleBikes({ bikes: "all", positions: true }), { cursor });
      await expect(listed).rejects.toMatchObject({ code: "invalid" });
    },
  );

  it("can be given up", async () => {
    const controller = new AbortController();
    controller.abort();
    const asked = getReadings(reader, rangeOf("LI-000001", LIVE, LIVE + 1), {}, controller.signal);
    await expect(asked).rejects.toMatchObject({ code: "unavailable" });
  });
});
