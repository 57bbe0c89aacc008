import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openTestDatabase } from "@/lib/db/test-database";
import { TRUSTS, type Trust } from "@/lib/domain/master-data";
import type { ColumnKey } from "@/lib/registration/columns/column";
import { importFacts } from "./import-facts";
import { correctBike } from "./testing/correct-bike";
import { rowsOf, seedMaker, seedModels, stateOf, steward } from "./testing/legacy-suite";

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  await seedMaker(suite.owner);
});
afterAll(() => suite.close());

type Values = Partial<Record<ColumnKey, string>>;
const take = (oemId: string, rows: Values[], trust: Trust, source: string) =>
  importFacts(steward, { oemId, fileName: "old.csv", source, trust }, rowsOf(...rows), suite.stores);

describe("what people decided", () => {
  it("holds against all files, the latest of it, whenever they come", async () => {
    const files = [
      { frame: "AAA", trust: "list" },
      { frame: "DDD", trust: "seen" },
      { frame: "EEE", trust: "seen" },
    ] as const;
    const corrections = ["BBB", "CCC"];
    // By number of the file: before, between or after the two corrections.
    const placings = [
      [0, 0, 0],
      [1, 1, 1],
      [2, 2, 2],
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [0, 2, 1],
    ];
    const states: unknown[] = [];
    for (const [run, placing] of placings.entries()) {
      const oemId = await seedModels(suite.owner, `Decided ${run}`);
      const bikeId = `DD${run}-A`;
      const frame = `D${run}-AAA`;
      await suite.owner.execute(sql`insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal)
        select ${bikeId}, ${oemId}, id, ${frame}, ${frame.replace("-", "")} from bike_models where oem_id = ${oemId} and code = 'T1'`);
      for (const at of [0, 1, 2]) {
        for (const [index, { frame: told, trust }] of files.entries())
          if (placing[index] === at)
            await take(oemId, [{ bike_id: bikeId, frame_number: `D${run}-${told}` }], trust, `file ${index}`);
        const next = corrections[at];
        if (next) await correctBike(suite.stores, bikeId, "frame_number", `D${run}-${next}`);
      }
      const [bike] = await suite.db.execute(sql`select frame_number from bikes where bike_id = ${bikeId}`);
      expect(bike).toEqual({ frame_number: `D${run}-CCC` });
      // What stands beside a bike is brought up to date by the next file that names it.
      await take(oemId, [{ bike_id: bikeId, motor_serial: `D${run}-M1` }], "list", "old list");
      const text = JSON.stringify(await stateOf(suite.db, oemId)).replaceAll(oemId, "oem");
      states.push(JSON.parse(text.replaceAll(`D${run}`, "X")));
    }
    expect(states[0]).toMatchObject({ bikes: [{ frame_number: "X-CCC" }] });
    for (const state of states) expect(state).toEqual(states[0]);
  });
});

describe("the same rows", () => {
  it("in any order and any files end with the same bikes, facts and open contradictions", async () => {
    const few = (...values: string[]) => fc.constantFrom(...values);
    const row = fc.record({
      values: fc.record(
        {
          bike_id: few("A", "B", "C"),
          frame_number: few("F-1", "F-2", "F 3"),
          model: few("T1", "T2"),
          imei: few("356938035643809", "490154203237518"),
          motor_serial: few("M7-1", "M7-2"),
          battery_serial: few("PB-1", "PB-2"),
          battery_2_serial: few("PB-1", "PB-2"),
          module_serial: few("IM-1", "IM-2"),
        },
        { requiredKeys: [] },
      ),
      trust: fc.constantFrom(...TRUSTS),
      source: few("north", "south"),
    });
    const samples = fc.sample(
      fc.array(row, { minLength: 6, maxLength: 9 }).chain((rows) =>
        fc.record({
          rows: fc.constant(rows),
          order: fc.shuffledSubarray([...rows, ...rows.slice(0, 2)], { minLength: rows.length + 2 }),
        }),
      ),
      { numRuns: 12, seed: 11 },
    );
    for (const [at, { rows, order }] of samples.entries()) {
      const states: string[] = [];
      for (const [name, files] of [
        ["ONE", rows.map((each) => [each])],
        ["ANY", inPairs(order)],
      ] as const) {
        const prefix = `${name}${at}`;
        const own = (text: string | undefined, bare = false) =>
          text === undefined ? undefined : bare ? text : `${prefix}-${text}`;
        const oemId = await seedModels(suite.owner, prefix);
        for (const file of files)
          for (const { values, trust, source } of file) {
            const { bike_id, imei, model, ...others } = values;
            const named = Object.fromEntries(Object.entries(others).map(([key, value]) => [key, own(value)]));
            const digits = imei === undefined ? undefined : imeiOf(at * 2 + (name === "ONE" ? 0 : 1), imei);
            const told = { bike_id: own(bike_id), imei: digits, model, ...named };
            await take(
              oemId,
              [Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))],
              trust,
              source,
            );
          }
        const numbers = ["356938035643809", "490154203237518"].map((imei) =>
          imeiOf(at * 2 + (name === "ONE" ? 0 : 1), imei),
        );
        let text = JSON.stringify(await stateOf(suite.db, oemId))
          .replaceAll(prefix, "X")
          .replaceAll(oemId, "oem");
        for (const [index, number] of numbers.entries()) text = text.replaceAll(number, `imei ${index}`);
        states.push(text);
      }
      expect(JSON.parse(states[1] ?? "")).toEqual(JSON.parse(states[0] ?? ""));
    }
  });
});

function inPairs<T>(items: readonly T[]): T[][] {
  return items.flatMap((_, at) => (at % 2 === 0 ? [items.slice(at, at + 2)] : []));
}

/** Another IMEI for each run, with its check digit. */
function imeiOf(run: number, base: string): string {
  const digits = `${base.slice(0, 10)}${String(run).padStart(4, "0")}`;
  const sum = [...digits].reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
