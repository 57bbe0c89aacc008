import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openTestDatabase } from "@/lib/db/test-database";
import { seedMaker } from "./testing/legacy-suite";
import { FILES, type LegacyFile, severalOems } from "./testing/several-oems";

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  await seedMaker(suite.owner);
});
afterAll(() => suite.close());

/** @returns the state at the end. */
async function arriving(run: number, order: readonly LegacyFile[]): Promise<unknown> {
  const world = await severalOems(suite, run);
  for (const file of order) await world.send(file);
  return world.state();
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
