import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { openTestDatabase } from "@/lib/db/test-database";
import { takeBackFacts } from "./take-back-facts";
import { seedMaker, steward } from "./testing/legacy-suite";
import { bikeRow, FILES, type LegacyFile, type SeveralOems, severalOems } from "./testing/several-oems";

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  await seedMaker(suite.owner);
});
afterAll(() => suite.close());

/** More, of a bike that a plant has registered, and of whichever has a motor. */
const OF_REGISTERED: readonly LegacyFile[] = [
  {
    of: 0,
    trust: "seen",
    rows: [bikeRow("G", "F-G2", { motor_serial: "M-1", firmware: "9.9", fnuci: "3" })],
  },
  { of: 0, trust: "list", rows: [{ bike_id: "G", fnuci: "1", module_serial: "I-1", display_serial: "D-1" }] },
  { of: 0, trust: "told", rows: [{ motor_serial: "M-1", firmware: "5.0", produced_on: "2020-01-01" }] },
];
const ALL = [...FILES, ...OF_REGISTERED];

async function register({ prefix, oems: [oemId = ""] }: SeveralOems): Promise<void> {
  const bikeId = `${prefix}-G`;
  await suite.owner.execute(sql`
    with plant as (insert into plants (oem_id, code, name) values (${oemId}, 'P', 'Plant') returning id),
    bike as (
      insert into bikes (bike_id, oem_id, plant_id, model_id, frame_number, frame_normal)
      select ${bikeId}, ${oemId}::uuid, plant.id, m.id, ${`${prefix}-F-G`}, ${`${prefix}FG`}
      from plant join bike_models m on m.oem_id = ${oemId}::uuid and m.code = 'T1' returning seq
    ), motor as (
      insert into components (oem_id, kind, serial, serial_normal)
      values (${oemId}::uuid, 'motor', ${`${prefix}-M-7`}, ${`${prefix}M7`}) returning id
    )
    insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind)
    select ${oemId}::uuid, motor.id, ${bikeId}, bike.seq, 'motor' from motor, bike`);
}

const State = z.object({
  bikes: z.array(z.looseObject({ bike_id: z.string(), is_withdrawn: z.boolean() })),
  facts: z.array(z.looseObject({ source: z.string() })),
  open: z.array(z.looseObject({ fingerprint: z.string() })),
});

/** Without bikes that are none, and without what bikes say of themselves, which stays noted once a file asked for it. */
function believed(state: unknown) {
  const { bikes, facts, open } = State.parse(state);
  const contested = new Set(open.map(({ fingerprint }) => fingerprint));
  return {
    bikes: bikes.filter(({ bike_id, is_withdrawn }) => !is_withdrawn || contested.has(`owner ${bike_id}`)),
    facts: facts.filter(({ source }) => source !== "registered here"),
    open,
  };
}

interface Step {
  readonly file: LegacyFile;
  readonly isBack: boolean;
}

/** Sends files and takes back the oldest of those that are the same. @returns what is believed, and the files that count. */
async function ending(run: number, steps: readonly Step[]) {
  const world = await severalOems(suite, run);
  await register(world);
  const sent = new Map<LegacyFile, string[]>();
  for (const { file, isBack } of steps) {
    const ids = sent.get(file) ?? [];
    sent.set(file, ids);
    if (!isBack) ids.push(await world.send(file));
    const fileId = isBack ? ids.shift() : undefined;
    if (fileId !== undefined)
      await takeBackFacts(steward, { fileId, reason: "it was a wrong file" }, suite.stores);
  }
  const counting = [...sent].flatMap(([file, ids]) => (ids.length > 0 ? [file] : []));
  return { state: believed(await world.state()), counting };
}

const sending = (files: readonly LegacyFile[]) => files.map((file) => ({ file, isBack: false }));
const takingBack = (files: readonly LegacyFile[]) => files.map((file) => ({ file, isBack: true }));

describe("files that are taken back", () => {
  it("leave what would be if they had never come, in whatever order files come and go", async () => {
    const step = fc.record({
      file: fc.constantFrom(...ALL),
      isBack: fc.constantFrom(false, false, true),
    });
    const samples = fc.sample(fc.array(step, { minLength: 6, maxLength: 14 }), { numRuns: 25, seed: 8 });
    for (const [at, steps] of samples.entries()) {
      const { state, counting } = await ending(2 * at, steps);
      const expected = await ending(2 * at + 1, sending(counting));
      expect(state, JSON.stringify(steps)).toEqual(expected.state);
    }
  });

  it("leave each of the others as it would be alone, whichever is taken back", async () => {
    for (const [at, file] of ALL.entries()) {
      const { state } = await ending(200 + 2 * at, [...sending(ALL), ...takingBack([file])]);
      const expected = await ending(201 + 2 * at, sending(ALL.filter((each) => each !== file)));
      expect(state, `without file ${at}`).toEqual(expected.state);
    }
  });

  it("leave nothing where all are taken back, and all is as before when they come again", async () => {
    const shuffled = [3, 0, 6, 8, 1, 7, 5, 2, 4].flatMap((at) => ALL[at] ?? []);
    const none = await ending(300, [...sending(ALL), ...takingBack(shuffled)]);
    expect(none.state).toEqual((await ending(301, [])).state);
    const again = await ending(302, [...sending(ALL), ...takingBack(shuffled), ...sending(shuffled)]);
    expect(again.state).toEqual((await ending(303, sending(ALL))).state);
  });

  it("leave what would be if they had never come, whatever they say", async () => {
    const few = (...values: string[]) => fc.constantFrom(...values);
    const row = fc.record(
      {
        bike_id: few("A", "B", "G"),
        frame_number: few("F-1", "F-2"),
        model: few("T1", "T1", "T2"),
        fnuci: few("1", "2"),
        motor_serial: few("M-1", "M-2", "M-7"),
        module_serial: few("I-1", "I-2"),
        firmware: few("4.1", "5.0"),
      },
      { requiredKeys: [] },
    );
    const file = fc.record({
      of: fc.constantFrom(0, 1),
      trust: fc.constantFrom("list", "list", "seen"),
      rows: fc.array(row, { minLength: 1, maxLength: 3 }),
    });
    const samples = fc.sample(
      fc
        .array(file, { minLength: 3, maxLength: 5 })
        .chain((files) =>
          fc.tuple(
            fc.shuffledSubarray([...sending(files), ...sending(files)], { minLength: files.length }),
            fc.subarray(files, { minLength: 1 }),
          ),
        ),
      { numRuns: 15, seed: 4 },
    );
    for (const [at, [steps, gone]] of samples.entries()) {
      const { state, counting } = await ending(400 + 2 * at, [...steps, ...takingBack([...gone, ...gone])]);
      const expected = await ending(401 + 2 * at, sending(counting));
      expect(state, JSON.stringify([steps, gone])).toEqual(expected.state);
    }
  });
});
