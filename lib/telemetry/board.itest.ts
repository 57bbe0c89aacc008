import { beforeAll, describe, expect, inject, it } from "vitest";
import { ownershipOf } from "@/lib/domain/ownership";
import { stateDocument } from "@/lib/domain/state";
import type { StateDocument } from "@/lib/domain/state-document";
import { createElasticsearch } from "@/lib/es/client";
import { boardScopeOf } from "@/lib/quality/board-scope-of";
import { makeTestInstallation } from "@/stack/test-installation";
import { getFirstSeen } from "./get-first-seen";
import { listReportingParts, listSilent } from "./list-registered";
import { listSharedSerials } from "./list-shared-serials";
import { listUnregistered } from "./list-unregistered";
import { openReader, type Reader } from "./reader";

const NOW = Date.UTC(2026, 10, 25);
const DAY_MS = 86_400_000;
const console = { kind: "console", command: "test" } as const;
const all = boardScopeOf(console);
const OEM = "6f1c1f7e-0000-4000-8000-000000000001";
const one = boardScopeOf(console, { oemId: OEM });
let reader: Reader;

beforeAll(async () => {
  const { environment, names } = await makeTestInstallation(inject("environment"));
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
  const store = async (
    bikeId: string,
    newestAtMs: number | null,
    serials: Readonly<Record<string, string>>,
    oemId: string | null,
    withdrawn = false,
  ) => {
    const fields: Record<string, StateDocument["fields"][string]> = Object.fromEntries(
      Object.entries(serials).map(([name, v]) => [name, { t: newestAtMs ?? 0, s: "iot" as const, v }]),
    );
    const registration =
      oemId === null ? null : { version: 1, withdrawn, oem_id: oemId, model_id: "m", assignments: [] };
    const state = stateDocument(bikeId, 0, fields, newestAtMs);
    const document = { ...state, ...ownershipOf(state, registration) };
    await es.index({ index: names.state, id: bikeId, document, refresh: "wait_for" });
  };
  await Promise.all([
    store("UN-1", NOW, { motor_serial: "M-1", battery_serial: "B-1" }, null),
    store("UN-2", NOW - 1, {}, null),
    store("RE-1", NOW, { motor_serial: "M-1" }, OEM),
    store("RE-2", NOW - 31 * DAY_MS, { display_serial: "D-1" }, OEM),
    store("RE-3", null, {}, OEM),
    store("RE-4", NOW - 40 * DAY_MS, { module_serial: "I-1" }, "6f1c1f7e-0000-4000-8000-000000000002"),
    store("WI-1", NOW - 40 * DAY_MS, {}, OEM, true),
  ]);
});

const ids = (bikes: readonly { readonly bikeId: string }[]) => bikes.map(({ bikeId }) => bikeId);

describe("what bikes report beside what is registered", () => {
  it("is told of bikes that nobody registered, with the components that they say they have", async () => {
    const { bikes, total } = await listUnregistered(reader, all);
    expect([ids(bikes), total]).toEqual([["UN-1", "UN-2"], 2]);
    expect(bikes[0]).toEqual({
      bikeId: "UN-1",
      newestAtMs: NOW,
      odometerM: null,
      oemId: null,
      parts: [
        { kind: "motor", serial: "M-1" },
        { kind: "battery", serial: "B-1" },
      ],
    });
  });

  it("is told of registered bikes that are silent, those never heard of first", async () => {
    expect(ids(await listSilent(reader, one, NOW))).toEqual(["RE-3", "RE-2"]);
    expect(ids(await listSilent(reader, all, NOW))).toEqual(["RE-3", "RE-4", "RE-2"]);
  });

  it("is told of components that two bikes report, and of those of registered bikes", async () => {
    const shared = await listSharedSerials(reader, all);
    expect(shared.map(({ kind, serial, bikes }) => [kind, serial, ids(bikes)])).toEqual([
      ["motor", "M-1", ["RE-1", "UN-1"]],
    ]);
    expect(ids(await listReportingParts(reader, one))).toEqual(["RE-1", "RE-2"]);
  });

  it("has no first reading where there is none", async () => {
    expect(await getFirstSeen(reader, all, ["UN-1"], NOW)).toEqual(new Map());
  });
});
