import { expect, inject, it } from "vitest";
import { namesIn } from "@/lib/domain/names";
import { windowOf } from "@/lib/domain/window";
import { createElasticsearch } from "@/lib/es/client";
import { createWindow } from "@/lib/es/windows";
import { makeTestInstallation } from "@/stack/test-installation";
import { getReadings } from "./get-readings";
import { openReader } from "./reader";
import { rangeOf } from "./testing/range-of";
import { storeReadings } from "./testing/store-readings";
import { untilVisible } from "./testing/until-visible";

it("answers from all generations of a week, one that was made since it last listed included", async () => {
  const { environment } = await makeTestInstallation(inject("environment"));
  const names = namesIn(environment.SLIPSTREAM_NAMESPACE ?? "");
  const url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
  const es = createElasticsearch({
    url,
    username: "ingest",
    password: environment.SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD ?? "",
  });
  const reader = openReader({
    url,
    password: environment.SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD ?? "",
    namespace: names.namespace,
  });
  const timeMs = Date.UTC(2026, 2, 18, 12);
  const reading = { bikeId: "LI-000001", source: "iot", latenessSeconds: 9 } as const;
  await storeReadings(es, names, [{ ...reading, reading: { t: timeMs, soc_pct: 50 } }]);
  const times = async () => {
    const { readings } = await getReadings(reader, rangeOf("LI-000001", timeMs, timeMs + 10));
    return readings.map(({ atMs }) => atMs);
  };
  await untilVisible(async () => (await times()).length, 1);
  const index = `${names.windowPrefix}${windowOf(timeMs).name}-r2`;
  await createWindow(es, index, windowOf(timeMs));
  const operations = [
    { create: { _index: index } },
    { "@timestamp": timeMs + 1, bike_id: "LI-000001", source: "iot", soc_permille: 400, lateness_s: 900 },
  ];
  expect((await es.bulk({ operations })).errors).toBe(false);
  await untilVisible(async () => (await times()).length, 2);
  expect(await times()).toEqual([timeMs, timeMs + 1]);
  await es.close();
});
