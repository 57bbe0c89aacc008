import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openTestDatabase } from "@/lib/db/test-database";
import type { Trust } from "@/lib/domain/master-data";
import type { ColumnKey } from "@/lib/registration/columns/column";
import { importFacts } from "./import-facts";
import { rowsOf, seedMaker, seedModelsOf, stateOfBikes, steward } from "./testing/legacy-suite";

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  await seedMaker(suite.owner);
});
afterAll(() => suite.close());

type Values = Partial<Record<ColumnKey, string>>;
interface LegacyFile {
  readonly of: number;
  readonly trust: Trust;
  readonly rows: readonly Values[];
}

const bike = (bike_id: string, frame_number: string, more: Values = {}): Values => ({
  bike_id,
  frame_number,
  model: "T1",
  ...more,
});
/** Files of three OEMs that name the same bikes: alike sure, surer, by parts, by number only, and with each other's parts. */
const FILES: readonly LegacyFile[] = [
  {
    of: 0,
    trust: "list",
    rows: [
      bike("A", "F-1", { fnuci: "1", motor_serial: "M-1", module_serial: "I-1" }),
      bike("B", "F-2", { motor_serial: "M-2" }),
      bike("C", "F-3", { battery_serial: "P-3" }),
      bike("N", "F-9", { display_serial: "D-1", remote_serial: "R-9" }),
      { frame_number: "F-9", battery_serial: "P-9", motor_part: "MP-1" },
    ],
  },
  {
    of: 1,
    trust: "list",
    rows: [
      bike("A", "F-1", { fnuci: "1", motor_serial: "M-1", display_serial: "D-2" }),
      bike("B", "F-8", { motor_serial: "M-2", firmware: "4.1" }),
      bike("S", "F-3", { battery_serial: "P-3", remote_serial: "R-9" }),
    ],
  },
  {
    of: 2,
    trust: "list",
    rows: [bike("A", "F-7", { fnuci: "2" }), { bike_id: "N", remote_serial: "R-1" }],
  },
  {
    of: 1,
    trust: "seen",
    rows: [bike("B", "F-8"), { fnuci: "1", display_serial: "D-1" }, { bike_id: "C", motor_serial: "M-1" }],
  },
  {
    of: 2,
    trust: "system",
    rows: [bike("C", "F-5", { model: "T2" }), { bike_id: "D", frame_number: "F-6", motor_serial: "M-2" }],
  },
  {
    of: 0,
    trust: "told",
    rows: [
      bike("P", "F-0", { battery_serial: "P-9", remote_serial: "R-9" }),
      { bike_id: "D", model: "T1" },
      bike("D", "F-4"),
      { battery_serial: "P-3", fnuci: "3" },
    ],
  },
];

/** @param run makes numbers that no other run has. @returns the state at the end. */
async function arriving(run: number, order: readonly LegacyFile[]): Promise<unknown> {
  const prefix = `R${String(run).padStart(4, "0")}`;
  const oems = await Promise.all(
    ["North", "South", "East"].map((name, at) =>
      seedModelsOf(
        suite.owner,
        `00000000-000${at}-4000-8000-${String(run).padStart(12, "0")}`,
        `${name} ${prefix}`,
      ),
    ),
  );
  const own = (values: Values): Values =>
    Object.fromEntries(
      Object.entries(values).map(([key, value]) => {
        if (key === "fnuci") return [key, `${prefix}FNU0${value}`.slice(-10)];
        return [key, key === "model" || key === "firmware" ? value : `${prefix}-${value}`];
      }),
    );
  for (const { of, trust, rows } of order)
    await importFacts(
      steward,
      { oemId: oems[of] ?? "", fileName: "old.csv", source: `list of ${of}`, trust },
      rowsOf(...rows.map(own)),
      suite.stores,
    );
  let text = JSON.stringify(await stateOfBikes(suite.db, `${prefix}-`)).replaceAll(prefix, "X");
  for (const [at, id] of oems.entries()) text = text.replaceAll(id, `oem ${at}`);
  return JSON.parse(text);
}

describe("files of several OEMs that name the same bikes", () => {
  it("end with the same bikes, facts and open contradictions in any order, and however often they come", async () => {
    const orders = fc.sample(
      fc.shuffledSubarray([...FILES, ...FILES.slice(0, 3)], { minLength: FILES.length + 3 }),
      { numRuns: 30, seed: 5 },
    );
    const expected = await arriving(0, FILES);
    for (const [at, order] of [[...FILES].reverse(), ...orders].entries())
      expect(await arriving(at + 1, order)).toEqual(expected);
  });

  it("end the same whatever they say", async () => {
    const few = (...values: string[]) => fc.constantFrom(...values);
    const values = fc.record(
      {
        bike_id: few("A", "B"),
        frame_number: few("F-1", "F-2"),
        model: few("T1", "T1", "T2"),
        fnuci: few("1", "2"),
        motor_serial: few("M-1", "M-2"),
        module_serial: few("I-1", "I-2"),
      },
      { requiredKeys: ["frame_number", "model"] },
    );
    const file = fc.record({
      of: fc.constantFrom(0, 1, 2),
      trust: fc.constantFrom("list", "list", "seen"),
      rows: fc.array(values, { minLength: 1, maxLength: 3 }),
    });
    const samples = fc.sample(
      fc
        .array(file, { minLength: 4, maxLength: 6 })
        .chain((files) =>
          fc.tuple(fc.constant(files), fc.shuffledSubarray(files, { minLength: files.length })),
        ),
      { numRuns: 10, seed: 3 },
    );
    for (const [at, [files, order]] of samples.entries())
      expect(await arriving(201 + 2 * at, [...order, ...order.slice(0, 2)])).toEqual(
        await arriving(200 + 2 * at, files),
      );
  });

  it("leave two files that are alike sure the same, whichever came first", async () => {
    const files = FILES.slice(0, 2);
    expect(await arriving(101, files.toReversed())).toEqual(await arriving(100, files));
    expect(await arriving(102, [...files, ...files])).toEqual(await arriving(103, files));
  });
});
