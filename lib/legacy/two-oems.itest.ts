import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { asAuthor } from "@/lib/audit/as-author";
import { openTestDatabase } from "@/lib/db/test-database";
import { BikeEntity } from "@/lib/domain/bike-entity";
import type { Trust } from "@/lib/domain/master-data";
import type { ColumnKey } from "@/lib/registration/columns/column";
import { answerQuestion } from "./answer-question";
import { decideContradiction } from "./decide-contradiction";
import { getContradiction } from "./get-contradiction";
import { importFacts } from "./import-facts";
import { listContradictions } from "./list-contradictions";
import { listQuestions } from "./list-questions";
import { personOf, rowsOf, seedMaker, seedModels, stateOfBikes, steward } from "./testing/legacy-suite";

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  await seedMaker(suite.owner);
});
afterAll(() => suite.close());

type Values = Partial<Record<ColumnKey, string>>;
const take = (oemId: string, rows: Values[], trust: Trust = "list", source = `list of ${oemId}`) =>
  importFacts(steward, { oemId, fileName: "old.csv", source, trust }, rowsOf(...rows), suite.stores);
const open = async (oemId: string) =>
  (await listContradictions(steward, { oemId }, suite.stores)).contradictions;
const give = async (bikeId: string, normal: string) => {
  const [row] = await suite.db.execute<{ id: string }>(
    sql`select id from contradictions where fingerprint = ${`owner ${bikeId}`} and decided_at is null`,
  );
  const made = { id: Number(row?.id), decision: "take", normal, reason: "looked at the papers" } as const;
  return decideContradiction(steward, made, suite.stores);
};
const ownerOf = async (bikeId: string) =>
  (await suite.db.execute(sql`select oem_id from bikes where bike_id = ${bikeId}`))[0]?.oem_id;
const TABLES = ["bikes", "bike_facts", "component_periods", "components", "bike_numbers", "bike_changes"];
/** What a tenant may read of a contradiction. */
const CONTRADICTIONS = sql`select id, oem_id, kind, reason, asked_at, answer, answered_at, decided_at from contradictions`;
/** All that an OEM's people could read, by the login that they have. */
const seenBy = async (oemId: string) => {
  const all = await asAuthor(
    personOf(oemId),
    async (transaction) => {
      const tables: string[] = [];
      for (const table of TABLES)
        tables.push(
          JSON.stringify([...(await transaction.execute(sql`select * from ${sql.identifier(table)}`))]),
        );
      tables.push(JSON.stringify([...(await transaction.execute(CONTRADICTIONS))]));
      return tables;
    },
    suite.stores,
  );
  return all.join("\n");
};

describe("a bike that old files of two OEMs name", () => {
  it("is nobody's where they are alike sure: neither OEM sees it, or that there was another", async () => {
    const [a, b] = [await seedModels(suite.owner, "Tie A"), await seedModels(suite.owner, "Tie B")];
    await take(a, [{ bike_id: "TI-1", frame_number: "OfA1", model: "T1", motor_serial: "MotorOfA" }]);
    expect(await seenBy(a)).toContain("TI-1");
    const told = await take(b, [
      { bike_id: "TI-1", frame_number: "OfB1", model: "T1", motor_serial: "MotorOfB" },
    ]);
    expect(told).toMatchObject({ outcomes: { contradicts: 1 }, contradictions: 1 });
    for (const [oem, others] of [
      [a, ["TI-1", "OfB1", "MotorOfB", b]],
      [b, ["TI-1", "OfA1", "MotorOfA", a]],
    ] as const)
      for (const text of others) expect(await seenBy(oem)).not.toContain(text);
    const [entity] = await suite.db.execute<{ entity: unknown }>(
      sql`select entity from outbox where bike_id = 'TI-1' order by version desc limit 1`,
    );
    expect(BikeEntity.parse(entity?.entity)).toMatchObject({ withdrawn: true, oem: { name: "Maker" } });
  });

  it("is in the steward's list once, under the name of each OEM, with what they say", async () => {
    const [a, b] = [await seedModels(suite.owner, "List A"), await seedModels(suite.owner, "List B")];
    for (const oem of [a, b, a, b]) await take(oem, [{ bike_id: "LI-1", frame_number: "LI1", model: "T1" }]);
    const [first, ...others] = await open(b);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ kind: "one-bike-two-oems", oem: "Maker" });
    expect(first?.sides.map(({ value }) => value).sort()).toEqual(["List A", "List B"]);
    expect(await open(a)).toEqual([first]);
    expect(await getContradiction(steward, first?.id ?? 0, suite.stores)).toMatchObject({
      decisions: ["take"],
    });
    const ask = { id: first?.id ?? 0, decision: "ask-oem", reason: "whose is it" } as const;
    await expect(decideContradiction(steward, ask, suite.stores)).rejects.toMatchObject({ code: "conflict" });
  });

  it("goes to the surer one with nothing of the other's, and back when somebody looks", async () => {
    const [a, b] = [await seedModels(suite.owner, "Sure A"), await seedModels(suite.owner, "Sure B")];
    await take(a, [
      {
        bike_id: "SU-1",
        frame_number: "SuOfA",
        model: "T1",
        battery_serial: "PackOfA",
        module_serial: "ModuleOfA",
      },
    ]);
    await take(b, [{ bike_id: "SU-1", frame_number: "SuOfB", model: "T2" }], "system");
    expect(await ownerOf("SU-1")).toBe(b);
    for (const text of ["SuOfA", "PackOfA", "ModuleOfA", a]) expect(await seenBy(b)).not.toContain(text);
    for (const text of ["SU-1", "SuOfB", b]) expect(await seenBy(a)).not.toContain(text);
    await take(a, [{ bike_id: "SU-1", frame_number: "SuOfA" }], "seen", "a look at it");
    expect(await ownerOf("SU-1")).toBe(a);
    for (const text of ["SU-1", "SuOfA"]) expect(await seenBy(b)).not.toContain(text);
    expect(await open(a)).toHaveLength(1);
    const [inside] = await suite.db.execute(sql`
      select string_agg(c.serial, ' ' order by c.serial) as parts from component_periods p join components c on c.id = p.component_id
      where p.bike_id = 'SU-1' and p.voided_at is null`);
    expect(inside).toEqual({ parts: "ModuleOfA PackOfA" });
  });

  it("is whose a steward says, whichever file came first, and stays so when the files come again", async () => {
    const states = [];
    for (const [prefix, order] of [
      ["WA", [0, 1]],
      ["WB", [1, 0]],
    ] as const) {
      const oems = [
        await seedModels(suite.owner, `${prefix} A`),
        await seedModels(suite.owner, `${prefix} B`),
      ] as const;
      const send = () =>
        order.map(
          (of) => () =>
            take(
              oems[of],
              [
                {
                  bike_id: `${prefix}-1`,
                  frame_number: `${prefix}F${of}`,
                  model: "T1",
                  motor_serial: `${prefix}M`,
                },
              ],
              "list",
              `list ${of}`,
            ),
        );
      for (const each of send()) await each();
      await give(`${prefix}-1`, oems[1]);
      expect(await ownerOf(`${prefix}-1`)).toBe(oems[1]);
      for (const each of send()) await each();
      await take(
        oems[0],
        [{ bike_id: `${prefix}-1`, frame_number: `${prefix}F0`, model: "T1" }],
        "seen",
        "another list",
      );
      expect(await open(oems[0])).toEqual([]);
      expect(await seenBy(oems[1])).not.toContain("list 0");
      const text = JSON.stringify(await stateOfBikes(suite.db, `${prefix}-`)).replaceAll(prefix, "X");
      states.push(JSON.parse(text.replaceAll(oems[0], "oem 0").replaceAll(oems[1], "oem 1")));
    }
    expect(states[1]).toEqual(states[0]);
  });

  it("stays whose it is where people have worked with it, and the steward is told", async () => {
    const [a, b] = [await seedModels(suite.owner, "Work A"), await seedModels(suite.owner, "Work B")];
    const rows = [{ bike_id: "WO-1", frame_number: "WO1", model: "T1" }];
    await take(a, rows);
    const [fleet] = await suite.owner.execute<{ id: string }>(
      sql`insert into organisations (name, kind) values ('Work fleet', 'fleet') returning id`,
    );
    await suite.owner.execute(sql`insert into fleet_assignments (oem_id, bike_id, bike_seq, fleet_id)
      select oem_id, bike_id, seq, ${fleet?.id} from bikes where bike_id = 'WO-1'`);
    await take(b, rows, "seen");
    expect(await ownerOf("WO-1")).toBe(a);
    await expect(give("WO-1", b)).rejects.toMatchObject({ code: "conflict" });
    await give("WO-1", a);
    expect([await ownerOf("WO-1"), await open(b)]).toEqual([a, []]);
  });

  it("goes without what was asked about it and answered: the new owner is asked anew or not at all", async () => {
    const [a, b] = [await seedModels(suite.owner, "Ask A"), await seedModels(suite.owner, "Ask B")];
    const row = { bike_id: "AS-1", frame_number: "AS1", model: "T1" };
    const days = ["2020-01-01", "2021-01-01"];
    const twice = (oemId: string, trust: Trust) =>
      take(
        oemId,
        days.map((produced_on) => ({ ...row, produced_on })),
        trust,
      );
    await twice(a, "list");
    const [found] = await open(a);
    const id = found?.id ?? 0;
    await decideContradiction(
      steward,
      { id, decision: "ask-oem", reason: "AskedOfA: which of them" },
      suite.stores,
    );
    await answerQuestion(personOf(a), { id, answer: "AnswerOfA" }, suite.stores);
    await twice(b, "system");
    expect(await ownerOf("AS-1")).toBe(b);
    expect(await listQuestions(personOf(a), suite.stores)).toEqual([]);
    expect(await listQuestions(personOf(b), suite.stores)).toEqual([]);
    for (const text of ["AskedOfA", "AnswerOfA"]) expect(await seenBy(b)).not.toContain(text);
    const now = (await open(b)).find(({ fact }) => fact === "produced_on");
    expect(now).toMatchObject({ askedAt: null, answeredAt: null });
    const view = await getContradiction(steward, now?.id ?? 0, suite.stores);
    expect([view.answer, view.reason]).toEqual([null, null]);
  });

  it("is not contested where one of them registered it", async () => {
    const [a, b] = [await seedModels(suite.owner, "Reg A"), await seedModels(suite.owner, "Reg B")];
    await suite.owner.execute(sql`insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal)
      select 'RG-1', ${a}, id, 'RG1', 'RG1' from bike_models where oem_id = ${a} and code = 'T1'`);
    await take(b, [{ bike_id: "RG-1", frame_number: "RG2", model: "T1" }], "seen");
    expect([await ownerOf("RG-1"), await open(b), await open(a)]).toEqual([a, [], []]);
  });
});
