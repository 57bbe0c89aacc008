import { beforeAll, describe, expect, inject, it } from "vitest";
import type { Names } from "@/lib/domain/names";
import { ownershipOf } from "@/lib/domain/ownership";
import type { Registration } from "@/lib/domain/registration";
import { stateDocument } from "@/lib/domain/state";
import type { StateDocument } from "@/lib/domain/state-document";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { boardScopeOf } from "@/lib/quality/board-scope-of";
import { suspectedDuplicates } from "@/lib/quality/suspected-swaps";
import { makeTestInstallation } from "@/stack/test-installation";
import { getFirstSeen } from "./get-first-seen";
import { getSerialHours } from "./get-serial-hours";
import { listDiffering } from "./list-differing";
import { listSharedSerials } from "./list-shared-serials";
import { listSilent } from "./list-silent";
import { listUnregistered } from "./list-unregistered";
import { openReader, type Reader } from "./reader";
import { scanUnregistered } from "./scan-unregistered";
import { storeReadings } from "./testing/store-readings";

const NOW = Date.UTC(2026, 10, 25);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LONG_AGO = NOW - 100 * DAY_MS;
const console = { kind: "console", command: "test" } as const;
const OEM = "6f1c1f7e-0000-4000-8000-000000000001";
const OTHER = "6f1c1f7e-0000-4000-8000-000000000002";
const PLANT = "6f1c1f7e-0000-4000-8000-000000000003";
const all = boardScopeOf(console);
const one = boardScopeOf(console, { oemId: OEM });
const plant = boardScopeOf(console, { oemId: OEM, plantId: PLANT });
const FIRST = { skip: 0, limit: 100 };
let reader: Reader;
let es: Elasticsearch;
let names: Names;

interface Given {
  readonly bikeId: string;
  readonly newestAtMs: number | null;
  readonly serials?: Readonly<Record<string, string>>;
  readonly registration?: Partial<Registration>;
}

function documentOf({ bikeId, newestAtMs, serials = {}, registration }: Given) {
  const fields: Record<string, StateDocument["fields"][string]> = Object.fromEntries(
    Object.entries(serials).map(([name, v]) => [name, { t: newestAtMs ?? 0, s: "iot" as const, v }]),
  );
  const whole = { version: 1, withdrawn: false, oem_id: OEM, model_id: "m", registered_at: LONG_AGO };
  const state = stateDocument(bikeId, 0, fields, newestAtMs);
  return {
    ...state,
    ...ownershipOf(state, registration ? { ...whole, assignments: [], ...registration } : null),
  };
}

async function store(bikes: readonly Given[]): Promise<void> {
  const operations = bikes.flatMap((bike) => [
    { index: { _index: names.state, _id: bike.bikeId } },
    documentOf(bike),
  ]);
  const answer = await es.bulk({ operations, refresh: "wait_for" });
  expect(answer.errors).toBe(false);
}

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
  const many = Array.from({ length: 600 }, (_, at) => String(at).padStart(3, "0"));
  await store([
    { bikeId: "UN-1", newestAtMs: NOW - 2, serials: { motor_serial: "M-1", battery_serial: "B-1" } },
    { bikeId: "UN-2", newestAtMs: NOW - 3 },
    {
      bikeId: "RE-1",
      newestAtMs: NOW,
      serials: { motor_serial: "M-1" },
      registration: { parts: "motor:M1" },
    },
    // The motor of another, which it had before.
    {
      bikeId: "RE-2",
      newestAtMs: NOW - 31 * DAY_MS,
      serials: { motor_serial: "M-1" },
      registration: { plant_id: PLANT },
    },
    { bikeId: "RE-3", newestAtMs: null, registration: {} },
    { bikeId: "RE-4", newestAtMs: NOW - 40 * DAY_MS, registration: { oem_id: OTHER } },
    // Swapped, and one that has not reported since its motor was changed.
    {
      bikeId: "SW-1",
      newestAtMs: NOW,
      serials: { motor_serial: "M-7" },
      registration: { parts: "motor:M8" },
    },
    {
      bikeId: "SW-2",
      newestAtMs: NOW - DAY_MS,
      serials: { motor_serial: "M-7B", battery_serial: "B-7" },
      registration: { parts: "motor:M8B battery:B8", parts_from: NOW },
    },
    {
      bikeId: "SW-3",
      newestAtMs: NOW,
      serials: { battery_serial: "B-9" },
      registration: { parts: "battery:B8 battery:B10" },
    },
    { bikeId: "WI-1", newestAtMs: NOW - 40 * DAY_MS, registration: { withdrawn: true, withdrawn_at: NOW } },
    { bikeId: "WI-2", newestAtMs: NOW - 1, registration: { withdrawn: true, withdrawn_at: NOW - DAY_MS } },
    // More of each than a list shows: just registered, of another OEM, of one junk serial number.
    ...many.map((at) => ({
      bikeId: `NEW-${at}`,
      newestAtMs: null,
      registration: { registered_at: NOW - DAY_MS },
    })),
    ...many.map((at) => ({
      bikeId: `OLD-${at}`,
      newestAtMs: NOW - 10,
      serials: { display_serial: "0000" },
      registration: { oem_id: OTHER },
    })),
    ...many.map((at) => ({ bikeId: `ZZ-${at}`, newestAtMs: NOW - 1 })),
  ]);
});

const ids = (bikes: readonly { readonly bikeId: string }[]) => bikes.map(({ bikeId }) => bikeId);

describe("what bikes report beside what is registered", () => {
  it("is told of all bikes that are not registered, exactly counted, and of withdrawn ones that ride", async () => {
    const { bikes, total } = await listUnregistered(reader, all, null, { skip: 598, limit: 10 });
    expect([ids(bikes), total]).toEqual([["ZZ-597", "ZZ-598", "ZZ-599", "UN-1", "UN-2"], 603]);
    expect(bikes[3]).toEqual({
      bikeId: "UN-1",
      newestAtMs: NOW - 2,
      odometerM: null,
      oemId: null,
      isWithdrawn: false,
      parts: [
        { kind: "motor", serial: "M-1" },
        { kind: "battery", serial: "B-1" },
      ],
    });
  });

  it("tells an OEM of its own withdrawn ones and those that its clients are bound to, behind however many others", async () => {
    const bound = { bikeIds: ["UN-2"], bikePrefixes: ["ZZ-59"] };
    const { bikes, total } = await listUnregistered(reader, one, bound, FIRST);
    expect(total).toBe(12);
    expect(ids(bikes)).toEqual(["WI-2", ...Array.from({ length: 10 }, (_, at) => `ZZ-59${at}`), "UN-2"]);
    expect(bikes[0]?.isWithdrawn).toBe(true);
    expect(ids((await listUnregistered(reader, plant, null, FIRST)).bikes)).toEqual([]);
  });

  it("looks through those whose components may tell whose they are", async () => {
    const part = await scanUnregistered(reader, one, null, null);
    expect([ids(part.bikes), part.next]).toEqual([["UN-1"], null]);
    const without = await scanUnregistered(reader, one, { bikeIds: ["UN-1"], bikePrefixes: [] }, null);
    expect(without.bikes).toEqual([]);
  });

  it("is told of silent bikes, those never heard of first, however many were registered this week", async () => {
    expect(await silent(one)).toEqual([["RE-3", "RE-2"], 2]);
    expect(await silent(all)).toEqual([["RE-3", "RE-4", "RE-2"], 3]);
    expect(await silent(plant)).toEqual([["RE-2"], 1]);
    expect((await listSilent(reader, one, NOW + 7 * DAY_MS, FIRST)).total).toBe(602);
  });

  it("is told of bikes that report another component than the registered one, with those components alone", async () => {
    const swaps = await listDiffering(reader, one, ["motor", "display", "module"], FIRST);
    expect([ids(swaps.bikes), swaps.total]).toEqual([["SW-1"], 1]);
    const batteries = await listDiffering(reader, one, ["battery"], FIRST);
    expect(batteries.bikes.map(({ bikeId, parts }) => [bikeId, parts])).toEqual([
      ["SW-3", [{ kind: "battery", serial: "B-9" }]],
    ]);
    expect((await listDiffering(reader, plant, ["motor", "battery"], FIRST)).total).toBe(0);
  });

  it("is told of components that bikes share, though hundreds share one of them", async () => {
    const { shared, isCut } = await listSharedSerials(reader, all, NOW);
    expect(isCut).toBe(false);
    expect(shared.map(({ kind, serial, own, total }) => [kind, serial, own, total])).toEqual([
      ["motor", "M-1", 2, 2],
      ["display", "0000", 600, 600],
    ]);
    const theirs = await listSharedSerials(reader, one, NOW);
    expect(theirs.shared).toEqual([
      { kind: "motor", serial: "M-1", own: 1, total: 2, bikeIds: ["RE-1"], otherIds: ["UN-1"] },
    ]);
  });

  it("suspects what bikes report at once, and not what one reports after another", async () => {
    const said = (bikeId: string, serial: string, hours: readonly number[]) =>
      hours.map((hour) => ({
        bikeId,
        source: "iot" as const,
        latenessSeconds: 0,
        reading: { t: NOW - hour * HOUR_MS, battery_serial: serial, soc_pct: 50 },
      }));
    await store(
      ["DU-1", "DU-2", "EX-1", "EX-2"].map((bikeId) => ({
        bikeId,
        newestAtMs: NOW,
        serials: { battery_serial: bikeId.startsWith("DU") ? "B-D" : "B-E" },
        registration: {},
      })),
    );
    await storeReadings(es, names, [
      ...said("DU-1", "B-D", [5, 15, 25]),
      ...said("DU-2", "B-D", [2, 12, 22]),
      ...said("EX-1", "B-E", [30, 29, 20]),
      ...said("EX-2", "B-E", [19, 5, 2]),
    ]);
    const { shared } = await listSharedSerials(reader, one, NOW);
    expect(shared.map(({ serial }) => serial)).toEqual(["M-1", "B-D", "B-E"]);
    const duplicates = async () =>
      suspectedDuplicates(shared, await getSerialHours(reader, one, shared, NOW)).map(
        ({ serial, bikeId, alsoIn }) => [serial, bikeId, alsoIn],
      );
    await expect.poll(duplicates, { timeout: 5_000 }).toEqual([["B-D", "DU-1", ["DU-2"]]]);
    const hours = await getSerialHours(reader, one, shared, NOW);
    expect(hours.get("battery B-E")).toHaveLength(2);
  });

  it("has no first reading where there is none", async () => {
    expect(await getFirstSeen(reader, all, ["UN-1"], NOW)).toEqual(new Map());
  });
});

async function silent(scope: typeof all) {
  const { bikes, total } = await listSilent(reader, scope, NOW, FIRST);
  return [ids(bikes), total];
}
