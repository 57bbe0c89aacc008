import { beforeAll, describe, expect, inject, it } from "vitest";
import type { Names } from "@/lib/domain/names";
import { ownershipOf } from "@/lib/domain/ownership";
import type { Registration } from "@/lib/domain/registration";
import { entriesOf, stateDocument } from "@/lib/domain/state";
import type { StateDocument } from "@/lib/domain/state-document";
import type { SomeBikes } from "@/lib/domain/whose-bikes";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { mintVisibleBikes, mintVisibleRange } from "@/lib/fleet/mint-visible";
import type { VisibleBikes } from "@/lib/fleet/visible-range";
import { makeTestInstallation } from "@/stack/test-installation";
import { findUnregistered } from "./find-unregistered";
import { getBikeState } from "./get-bike-state";
import { getRegistration } from "./get-registration";
import { listBikes } from "./list-bikes";
import { openReader, type Reader } from "./reader";
import { storedForm } from "./testing/store-readings";

const RIDE = Date.UTC(2023, 6, 5, 8, 29, 53);
const LIVE = Date.UTC(2026, 10, 20, 8);
let reader: Reader;
let es: Elasticsearch;
let names: Names;
const range = (bikeId: string, fromMs: number, toMs: number) => [
  mintVisibleRange({ of: bikeId, bikeId, source: null, fromMs, toMs, positions: true }),
];

async function storeRegistered(
  bikeId: string,
  newestAtMs: number | null,
  assignments: Registration["assignments"],
  withdrawn = false,
): Promise<void> {
  const entries: StateDocument["fields"] =
    newestAtMs === null ? {} : { soc_permille: { t: newestAtMs, s: "iot", v: 500 } };
  const whole = { version: 1, withdrawn, oem_id: "o", model_id: "m", assignments };
  const registration = assignments.length === 0 && !withdrawn ? null : whole;
  const state = stateDocument(bikeId, 0, entries, newestAtMs);
  const document = { ...state, ...ownershipOf(state, registration) };
  await es.index({ index: names.state, id: bikeId, document, refresh: "wait_for" });
}

describe("states", () => {
  beforeAll(async () => {
    const installation = await makeTestInstallation(inject("environment"));
    const { environment } = installation;
    names = installation.names;
    const url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
    es = createElasticsearch({
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
      const state = stateDocument(id, 0, entriesOf(stored, "iot"), stored.timeMs);
      const document = { ...state, ...ownershipOf(state, null) };
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
    const own = mintVisibleBikes({
      bikes: { fleetIds: [], bikeIds: ["LI-000002"], bikePrefixes: ["DCU-"], onlyBound: false },
      positions: false,
    });
    const page = await listBikes(reader, own, { sort: "bike", order: "asc" });
    expect(page.bikes.map((bike) => bike.bikeId)).toEqual(["DCU-000007", "DCU-000009", "LI-000002"]);
    expect(page.bikes.every((bike) => bike.position === null)).toBe(true);
    const none = mintVisibleBikes({
      bikes: { fleetIds: [], bikeIds: [], bikePrefixes: [], onlyBound: false },
      positions: true,
    });
    expect(await listBikes(reader, none)).toEqual({ bikes: [], total: 0, nextCursor: null });
  });

  it("that nobody registered are found by how their id begins, where they may be seen", async () => {
    const found = (normal: string, visible = all) => findUnregistered(reader, visible, normal);
    expect(await found("DCU")).toEqual(["DCU-000007", "DCU-000009"]);
    expect(await found("L1OOOOO1")).toEqual(["LI-000001"]);
    for (const normal of ["L", "CU00", "LI0000011", "X".repeat(64)]) expect(await found(normal)).toEqual([]);
    const own = mintVisibleBikes({
      bikes: { fleetIds: "every", bikeIds: ["LI-000002"], bikePrefixes: ["DCU-"], onlyBound: true },
      positions: false,
    });
    expect(await found("LI00", own)).toEqual(["LI-000002"]);
  });

  describe("of registered bikes", () => {
    const ofFleet = (fleetIds: SomeBikes["fleetIds"], onlyBound = false, ...bikePrefixes: string[]) =>
      mintVisibleBikes({ bikes: { fleetIds, bikeIds: [], bikePrefixes, onlyBound }, positions: true });
    const now = Date.now();
    const HOUR_MS = 3_600_000;
    const period = (fleet_id: string, from: number | null, to: number | null) => ({ fleet_id, from, to });
    const list = (visible: VisibleBikes) =>
      idsOf(reader, visible, { query: "reg", sort: "bike", order: "asc" });

    beforeAll(async () => {
      await storeRegistered("REG-1", now - HOUR_MS, [period("a", null, null)]);
      await storeRegistered("REG-2", now - HOUR_MS, [period("b", null, null)]);
      await storeRegistered("REG-3", now - 1_000, [
        period("b", null, now - HOUR_MS),
        period("a", now - HOUR_MS, null),
      ]);
      await storeRegistered("REG-4", now - HOUR_MS, [
        period("a", null, now - 1),
        period("b", now + HOUR_MS, null),
      ]);
      await storeRegistered("REG-5", null, [period("a", null, null)]);
      await storeRegistered("REG-6", now - HOUR_MS, []);
      await storeRegistered("REG-8", now - HOUR_MS, [], true);
    });

    it("none is found as one that nobody registered", async () => {
      expect(await findUnregistered(reader, all, "REG")).toEqual(["REG-6"]);
    });

    it("are those of the fleet now, and of nobody's those that are bound", async () => {
      expect(await list(ofFleet(["a"]))).toEqual(["REG-1", "REG-3"]);
      expect(await list(ofFleet(["b"], false, "REG-"))).toEqual(["REG-2", "REG-6"]);
      expect(await list(ofFleet([], false, "REG-"))).toEqual(["REG-6"]);
      expect(await list(all)).toEqual(["REG-1", "REG-2", "REG-3", "REG-4", "REG-6", "REG-8"]);
    });

    it("are for a client those among what it is bound to", async () => {
      expect(await list(ofFleet(["a"], true, "REG-3"))).toEqual(["REG-3"]);
      expect(await list(ofFleet(["a"], true))).toEqual([]);
      expect(await list(ofFleet("every", true, "REG-2"))).toEqual(["REG-2"]);
    });

    it("are found, sorted and counted only by what was measured while they were the fleet's", async () => {
      const handedOver = [period("b", null, now - 1_000), period("a", now - 1_000, null)];
      await storeRegistered("REG-7", now - HOUR_MS, handedOver);
      const a = ofFleet(["a"]);
      for (const sort of ["bike", "newest", "charge", "speed", "odometer"] as const)
        for (const asked of [{}, { maxChargePct: 60 }, { newestFromMs: now - 2 * HOUR_MS }]) {
          const page = await listBikes(reader, a, { query: "reg", sort, limit: 2, ...asked });
          expect(page.bikes.map(({ bikeId }) => bikeId).sort()).toEqual(["REG-1", "REG-3"]);
          expect(page.total).toBe(2);
          expect(page.nextCursor).not.toContain("REG-7");
        }
      const [first] = (await listBikes(reader, a, { query: "reg", sort: "newest" })).bikes;
      expect(first).toMatchObject({ bikeId: "REG-3", newestAtMs: now - 1_000 });
      expect(await idsOf(reader, all, { query: "reg", maxChargePct: 60 })).toContain("REG-7");
    });

    it("tell whose they are to those who decide", async () => {
      expect(await getRegistration(reader, "REG-1")).toMatchObject({ version: 1, withdrawn: false });
      expect(await getRegistration(reader, "LI-000001")).toBeNull();
      expect(await getRegistration(reader, "no such id")).toBeNull();
    });
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
