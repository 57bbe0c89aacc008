import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createClient } from "@/lib/clients/create-client";
import { openDatabase } from "@/lib/db/client";
import { organisations } from "@/lib/db/schema";
import { ProductionsReport } from "@/lib/domain/production-operation";
import { writeCsv } from "@/lib/spreadsheet/csv/write-csv";

const address = inject("address");
const { db, close } = openDatabase(inject("environment").SLIPSTREAM_DATABASE_URL ?? "");
/** Of this run alone. */
const LOT = `E${Date.now().toString(36).toUpperCase()}`;
let key = "";

beforeAll(async () => {
  const all = await db.select().from(organisations);
  const organisation = all.find(({ kind }) => kind === "maker")?.name ?? "";
  const client = { name: `plant ${LOT}`, organisation, scopes: ["produce" as const], bikes: [] };
  key = (await createClient({ kind: "console", command: "e2e" }, client, db)).key;
});
afterAll(close);

const HEADER = ["Kind", "Plant", "Lot", "Part number", "Serial number"];
const send = (rows: readonly string[][], authorization = `Bearer ${key}`, type = "text/csv") =>
  fetch(`${address}/api/v1/productions?file=lot.csv`, {
    method: "POST",
    headers: { authorization, "content-type": type },
    body: new Uint8Array(writeCsv({ header: HEADER, rows })),
  });
const motor = (serial: string, part = "M7") => ["motor", "CP9", LOT, part, `${LOT}-${serial}`];

describe("a component plant's system", () => {
  it("tells what was made, and the same again changes nothing", async () => {
    for (const loaded of [2, 0]) {
      const answer = await send([motor("1"), motor("2")]);
      expect(answer.status).toBe(200);
      expect(ProductionsReport.parse(await answer.json())).toEqual({ rows: 2, loaded, unknown_models: [] });
    }
  });

  it("hears which rows cannot be taken, and that nothing was stored", async () => {
    const answer = await send([motor("3"), motor("1", "M8"), ["saddle", "CP9", LOT, "S", "1"]]);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      detail: expect.stringContaining("2 of 3 rows"),
      faults: [{ row: 3 }, { row: 4, fault: expect.stringContaining("saddle") }],
      faults_total: 2,
    });
    expect(await (await send([motor("3")])).json()).toMatchObject({ loaded: 1 });
  });

  it("may send a lot of a size that few have", async () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => motor(`LARGE-${at}`));
    expect(writeCsv({ header: HEADER, rows }).length).toBeGreaterThan(262_144);
    expect(await (await send(rows)).json()).toMatchObject({ loaded: rows.length });
  });

  it("is told apart from others' keys and other forms", async () => {
    const reader = `Bearer ${inject("environment").SLIPSTREAM_DEMO_KEY_DCU}`;
    expect((await send([motor("9")], reader)).status).toBe(403);
    expect((await send([motor("9")], undefined, "application/json")).status).toBe(415);
    const bikes = await fetch(`${address}/api/v1/bikes`, { headers: { authorization: `Bearer ${key}` } });
    expect(bikes.status).toBe(403);
  });
});
