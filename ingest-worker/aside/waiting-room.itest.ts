import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { sendBulk } from "@/lib/es/bulk";
import { type FaultProxy, startFaultProxy } from "@/lib/es/testing/fault-proxy";
import { type RunningWorker, runWorker } from "../testing/running-worker";
import { quarantined, storedDocuments } from "../testing/stored";

const DUE_MS = Date.UTC(2026, 10, 18, 12);
/** More than one page of a sweep. */
const MANY = 1_200;

let running: RunningWorker;
let proxy: FaultProxy;
beforeAll(async () => {
  const environment = inject("environment");
  proxy = await startFaultProxy(environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "");
  running = await runWorker(environment, { SLIPSTREAM_ELASTICSEARCH_URL: proxy.url });
});
beforeEach(() => proxy.heal());
afterAll(async () => {
  await running.stop();
  await proxy.close();
});

interface Waiting {
  readonly bikeId: string;
  readonly dueMs: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly source?: string;
  readonly client?: string;
  readonly decision?: string;
}

async function keepWaiting(entries: readonly Waiting[]): Promise<void> {
  const lines = entries.map(
    ({ bikeId, dueMs, fields, source = "iot", client = "tests", decision = "waiting" }) => {
      const reading = { value: { "@timestamp": dueMs, ...fields } };
      const times = { event_at: dueMs, due_at: dueMs, received_at: 5, stored_at: 5 };
      const about = { reason: "ahead-of-clock", decision, bike_id: bikeId, source };
      return `{"create":{}}\n${JSON.stringify({ ...about, ...times, ingest_client: client, reading })}\n`;
    },
  );
  await sendBulk(running.es, running.names.quarantine, Buffer.from(lines.join("")));
  await refresh();
}

const refresh = () =>
  running.es.transport.request({ method: "POST", path: `/${running.names.quarantine}/_refresh` });

const decisionsOf = async (bikeId: string) =>
  (await quarantined(running.es, running.names, bikeId)).map(({ decision }) => decision);
const documentsOf = (bikeId: string) => storedDocuments(running.es, running.names, bikeId);

const one = (bikeId: string): Waiting => ({ bikeId, dueMs: DUE_MS, fields: { soc_permille: 500 } });
const decisions = () => `POST /${running.names.quarantine}/_bulk`;

/** What an operator does who releases a bike's only entry. */
async function decide(bikeId: string, decision: string): Promise<void> {
  const query = { term: { bike_id: bikeId } };
  const path = `/${running.names.quarantine}`;
  const found = await running.es.transport.request<{ hits: { hits: { _id: string }[] } }>({
    method: "POST",
    path: `${path}/_search`,
    body: { query },
  });
  const body = { doc: { decision } };
  await running.es.transport.request({
    method: "POST",
    path: `${path}/_update/${found.hits.hits[0]?._id}`,
    body,
  });
}

describe("a sweep of the waiting room", () => {
  it.each<[string, string, Partial<Waiting>]>([
    ["a field", "NEWER-1", { fields: { soc_permille: 500, tyre_kpa: 310 } }],
    ["the form of a field", "NEWER-2", { fields: { soc_permille: { from: 400, to: 500 } } }],
    ["the source", "NEWER-3", { fields: { soc_permille: 500 }, source: "dock" }],
    ["the length of the client", "NEWER-4", { fields: { soc_permille: 500 }, client: "x".repeat(300) }],
  ])("leaves a reading for a newer version where it does not know %s", async (_what, bikeId, kept) => {
    const known = `${bikeId}-KNOWN`;
    await keepWaiting([
      { bikeId, dueMs: DUE_MS, fields: {}, ...kept },
      { bikeId: known, dueMs: DUE_MS + 1, fields: { soc_permille: 500 } },
    ]);
    await running.worker.waitingRoom.sweep(DUE_MS + 1);
    expect(await decisionsOf(known)).toEqual(["placed"]);
    expect(await documentsOf(known)).toMatchObject([{ soc_permille: 500 }]);
    expect((await decisionsOf(bikeId)).sort()).toEqual(["placed", "waiting"]);
    expect((await documentsOf(bikeId)).map(({ bike_id }) => bike_id)).toEqual([known]);
  });

  it("places what is due behind many readings that it leaves, and what is due at one instant, once", async () => {
    const left = Array.from({ length: MANY }, () => ({
      bikeId: "LEFT-1",
      dueMs: DUE_MS,
      fields: { tyre_kpa: 310 },
    }));
    const due = Array.from({ length: MANY }, (_, at) => ({
      bikeId: `DUE-${at}`,
      dueMs: DUE_MS + 1,
      fields: { soc_permille: 500, error_codes: [], error_count: 0, location: { lat: 47.1, lon: 9.5 } },
    }));
    await keepWaiting(left);
    await keepWaiting([...due, { bikeId: "DUE-LATER", dueMs: DUE_MS + 2, fields: {} }]);
    expect(await running.worker.waitingRoom.sweep(DUE_MS + 1)).toBe(MANY);
    expect(await documentsOf("DUE-")).toHaveLength(MANY);
    expect(new Set(await decisionsOf("LEFT-1"))).toEqual(new Set(["waiting"]));
    expect(await decisionsOf("DUE-LATER")).toEqual(["waiting"]);
    await refresh();
    expect(await running.worker.waitingRoom.sweep(DUE_MS + 1)).toBe(0);
  });

  it("leaves what an operator gave another time after it was found", async () => {
    await keepWaiting([one("DECIDED-1"), one("DECIDED-2")]);
    proxy.faultOf = async (request) => {
      if (request === decisions() && proxy.requests.filter((made) => made === request).length === 1)
        await decide("DECIDED-1", "releasing");
      return "none" as const;
    };
    proxy.requests.length = 0;
    expect(await running.worker.waitingRoom.sweep(DUE_MS)).toBe(1);
    await refresh();
    expect(await running.worker.waitingRoom.sweep(DUE_MS)).toBe(0);
    expect(await decisionsOf("DECIDED-1")).toEqual(["releasing"]);
    expect(await documentsOf("DECIDED-1")).toEqual([]);
    expect(await decisionsOf("DECIDED-2")).toEqual(["placed"]);
    expect(await documentsOf("DECIDED-2")).toHaveLength(1);
  });

  it("goes on with what a sweep claimed that came to no end", async () => {
    await keepWaiting([one("CLAIMED-1"), { ...one("CLAIMED-2"), decision: "placing" }]);
    let decided = 0;
    proxy.faultOf = (request) =>
      request === decisions() && ++decided === 2 ? { status: 503, type: "scripted_exception" } : "none";
    await expect(running.worker.waitingRoom.sweep(DUE_MS)).rejects.toThrow("503");
    expect(await decisionsOf("CLAIMED-")).toEqual(["placing", "placing"]);
    expect(await documentsOf("CLAIMED-")).toHaveLength(2);
    proxy.heal();
    expect(await running.worker.waitingRoom.sweep(DUE_MS)).toBe(2);
    expect(await decisionsOf("CLAIMED-")).toEqual(["placed", "placed"]);
    expect(await documentsOf("CLAIMED-")).toHaveLength(2);
  });
});
