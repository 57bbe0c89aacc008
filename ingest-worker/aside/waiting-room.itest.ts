import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { sendBulk } from "@/lib/es/bulk";
import { type RunningWorker, runWorker } from "../testing/running-worker";
import { quarantined, storedDocuments } from "../testing/stored";

const DUE_MS = Date.UTC(2026, 10, 18, 12);
/** More than one page of a sweep. */
const MANY = 1_200;

let running: RunningWorker;
beforeAll(async () => {
  running = await runWorker(inject("environment"));
});
afterAll(() => running.stop());

interface Waiting {
  readonly bikeId: string;
  readonly dueMs: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly source?: string;
  readonly client?: string;
}

async function keepWaiting(entries: readonly Waiting[]): Promise<void> {
  const lines = entries.map(({ bikeId, dueMs, fields, source = "iot", client = "tests" }) => {
    const reading = { value: { "@timestamp": dueMs, ...fields } };
    const times = { event_at: dueMs, due_at: dueMs, received_at: 5, stored_at: 5 };
    const about = { reason: "ahead-of-clock", decision: "waiting", bike_id: bikeId, source };
    return `{"create":{}}\n${JSON.stringify({ ...about, ...times, ingest_client: client, reading })}\n`;
  });
  await sendBulk(running.es, running.names.quarantine, Buffer.from(lines.join("")));
  await refresh();
}

const refresh = () =>
  running.es.transport.request({ method: "POST", path: `/${running.names.quarantine}/_refresh` });

const decisionsOf = async (bikeId: string) =>
  (await quarantined(running.es, running.names, bikeId)).map(({ decision }) => decision);
const documentsOf = (bikeId: string) => storedDocuments(running.es, running.names, bikeId);

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
});
