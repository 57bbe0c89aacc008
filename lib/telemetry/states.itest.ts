import { beforeAll, describe, expect, inject, it } from "vitest";
import { entriesOf, stateDocument } from "@/lib/domain/state";
import { createElasticsearch } from "@/lib/es/client";
import { mintVisibleBikes, mintVisibleRange } from "@/lib/fleet/mint-visible";
import { makeTestInstallation } from "@/stack/test-installation";
import { getBikeState } from "./get-bike-state";
import { listBikes } from "./list-bikes";
import { openReader, type Reader } from "./reader";
import { storedForm } from "./testing/store-readings";

const RIDE = Date.UTC(2023, 6, 5, 8, 29, 53);
const LIVE = Date.UTC(2026, 10, 20, 8);
let reader: Reader;
const range = (bikeId: string, fromMs: number, toMs: number) => [
  mintVisibleRange({ bikeId, fromMs, toMs, positions: true }),
];

describe("states", () => {
  beforeAll(async () => {
    const { names, environment } = await makeTestInstallation(inject("environment"));
    const url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
    const es = createElasticsearch({
      url,
      username: "ingest",
      password: environment.SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD ?? "",
    });
    reader = openReader({
      url,
      password: environment.SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD ?? "",
      namespace: names.namespace,
    });
    const bikes = [
      { id: "LI-000001", t: LIVE, soc_pct: 63.5, odometer_m: 10 },
      { id: "LI-000002", t: LIVE - 5_000, soc_pct: 12, odometer_m: 30, error_codes: ["E1"] },
      { id: "DCU-000007", t: RIDE, lat: 53.4, lon: -6.25, heading_deg: 90 },
      { id: "DCU-000009", t: RIDE + 1, error_codes: [] },
    ];
    for (const { id, ...reading } of bikes) {
      const stored = storedForm({ bikeId: id, source: "iot", reading });
      const document = stateDocument(id, 0, entriesOf(stored, "iot"), stored.timeMs);
      await es.index({ index: names.state, id, document, refresh: "wait_for" });
    }
  });
  const all = mintVisibleBikes({ bikes: "all", positions: true });
  const idsOf = async (...args: Parameters<typeof listBikes>) =>
    (await listBikes(...args)).bikes.map((bike) => bike.bikeId);

  it("are listed newest first, sorted and filtered, page by page", async () => {
    expect(await idsOf(reader, all)).toEqual(["LI-000001", "LI-000002", "DCU-000009", "DCU-000007"]);
    expect(await idsOf(reader, all, { sort: "charge", order: "asc" })).toEqual([
      "LI-000002",
      "LI-000001",
      "DCU-000007",
      "DCU-000009",
    ]);
    expect(await idsOf(reader, all, { sort: "bike", order: "asc", query: "dcu-" })).toEqual([
      "DCU-000007",
      "DCU-000009",
    ]);
    expect(await idsOf(reader, all, { withFaults: true })).toEqual(["LI-000002"]);
    expect(await idsOf(reader, all, { maxChargePct: 20 })).toEqual(["LI-000002"]);
    expect(await idsOf(reader, all, { newestToMs: RIDE + 1 })).toEqual(["DCU-000007"]);
    for (const sort of ["bike", "newest", "charge", "speed", "odometer"] as const) {
      for (const order of ["asc", "desc"] as const) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await listBikes(reader, all, { sort, order, limit: 1, cursor });
          expect(page.total).toBe(4);
          seen.push(...page.bikes.map((bike) => bike.bikeId));
          cursor = page.nextCursor ?? undefined;
        } while (cursor);
        expect(seen).toEqual(await idsOf(reader, all, { sort, order }));
      }
    }
  });

  it("are clipped to the bikes that may be seen", async () => {
    const own = mintVisibleBikes({ bikes: { ids: ["LI-000002"], prefixes: ["DCU-"] }, positions: false });
    const page = await listBikes(reader, own, { sort: "bike", order: "asc" });
    expect(page.bikes.map((bike) => bike.bikeId)).toEqual(["DCU-000007", "DCU-000009", "LI-000002"]);
    expect(page.bikes.every((bike) => bike.position === null)).toBe(true);
    const none = mintVisibleBikes({ bikes: { ids: [], prefixes: [] }, positions: true });
    expect(await listBikes(reader, none)).toEqual({ bikes: [], total: 0, nextCursor: null });
  });

  it("give each value with its own time", async () => {
    const state = await getBikeState(reader, range("LI-000002", 0, LIVE + 1));
    expect(state).toEqual({
      bikeId: "LI-000002",
      newestAtMs: LIVE - 5_000,
      position: null,
      values: [
        { field: "soc_pct", value: 12, measuredAtMs: LIVE - 5_000, source: "iot" },
        { field: "odometer_m", value: 30, measuredAtMs: LIVE - 5_000, source: "iot" },
        { field: "error_codes", value: ["E1"], measuredAtMs: LIVE - 5_000, source: "iot" },
      ],
    });
    const located = await getBikeState(reader, range("DCU-000007", 0, LIVE));
    expect(located?.position).toMatchObject({ lat: 53.4, lon: -6.25, headingDeg: 90, altitudeM: null });
    expect(await getBikeState(reader, range("LI-000002", 0, LIVE - 5_000))).toBeNull();
    expect(await getBikeState(reader, range("XX-1", 0, LIVE))).toBeNull();
  });
});
