import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
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
import { personOf, rowsOf, seedMaker, seedModels, steward } from "./testing/legacy-suite";

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  await seedMaker(suite.owner);
});
afterAll(() => suite.close());

type Values = Partial<Record<ColumnKey, string>>;
const take = (oemId: string, rows: Values[], trust: Trust = "list", source = "old list") =>
  importFacts(steward, { oemId, fileName: "old.csv", source, trust }, rowsOf(...rows), suite.stores);
const open = async (oemId: string) =>
  (await listContradictions(steward, { oemId }, suite.stores)).contradictions;
const only = async (oemId: string) => {
  const [first, ...others] = await open(oemId);
  if (!first || others.length > 0) throw new Error(`expected one contradiction, got ${others.length + 1}`);
  return first;
};
const decide = (
  id: number,
  decision: "merge" | "split" | "keep" | "take" | "ask-oem",
  more: { bikeId?: string; normal?: string } = {},
) => decideContradiction(steward, { id, decision, reason: "looked at both bikes", ...more }, suite.stores);
const one = async (query: ReturnType<typeof sql>) => (await suite.db.execute(query))[0];
const lastEntity = async (bikeId: string) =>
  BikeEntity.parse(
    (await one(sql`select entity from outbox where bike_id = ${bikeId} order by version desc limit 1`))
      ?.entity,
  );

const A = { bike_id: "DE-A", frame_number: "AF1", model: "T1" };

describe("a steward", () => {
  it("takes the other value: the bike has it, and the same list does not open the matter again", async () => {
    const oemId = await seedModels(suite.owner, "Take");
    await take(oemId, [{ ...A, bike_id: "TA-A", frame_number: "TA1" }]);
    await take(oemId, [{ bike_id: "TA-A", frame_number: "TA2" }], "told", "a call");
    const { id, sides } = await only(oemId);
    expect(sides.map(({ value }) => value)).toEqual(["TA1", "TA2"]);
    await decide(id, "take", { normal: "TA2" });
    expect(await lastEntity("TA-A")).toMatchObject({ version: 2, frame_number: "TA2" });
    const facts = await suite.db.execute(
      sql`select value, believed from bike_facts where bike_id = 'TA-A' and fact = 'frame_number' order by value`,
    );
    expect(facts).toEqual([
      { value: "TA1", believed: 0 },
      { value: "TA2", believed: 1 },
    ]);
    await take(oemId, [{ bike_id: "TA-A", frame_number: "TA1" }], "system", "yet another list");
    expect(await open(oemId)).toEqual([]);
    const entry = await one(
      sql`select actor, reason from audit where verb = 'decide-contradiction' order by id desc limit 1`,
    );
    expect(entry).toEqual({ actor: `user:${steward.id}`, reason: "looked at both bikes" });
    await expect(decide(id, "keep")).rejects.toMatchObject({ code: "conflict" });
    expect(await getContradiction(steward, id, suite.stores)).toMatchObject({
      decided: { decision: "take" },
      ruling: { kind: "value", normal: "TA2" },
    });
  });

  it("is led from one open contradiction to the next, and from the last to the first", async () => {
    const oemId = await seedModels(suite.owner, "Next");
    const ids = ["NX-A", "NX-B", "NX-C"];
    const rows = (end: string) =>
      ids.map((bike_id) => ({ bike_id, frame_number: `${bike_id}${end}`, model: "T1" }));
    await take(oemId, [...rows("1"), ...rows("2")]);
    const [a, b, c] = (await open(oemId)).map(({ id }) => id);
    const next = async (id = 0) => (await getContradiction(steward, id, suite.stores)).nextOpen;
    expect(await next(a)).toBe(b);
    await decide(b ?? 0, "keep");
    expect(await next(b)).toBe(c);
    await decide(a ?? 0, "ask-oem");
    for (const id of [a, b]) expect(await next(id)).toBe(c);
    await decide(a ?? 0, "keep");
    await decide(c ?? 0, "keep");
  });

  it("splits: the number belongs to one, and the other loses it", async () => {
    const oemId = await seedModels(suite.owner, "Split");
    const imei = "356938035643809";
    await take(oemId, [
      { bike_id: "SP-A", frame_number: "SF1", model: "T1", imei },
      { bike_id: "SP-B", frame_number: "SF2", model: "T1", imei },
    ]);
    const { id, kind } = await only(oemId);
    expect(kind).toBe("two-bikes-one-number");
    await expect(decide(id, "take", { normal: imei })).rejects.toMatchObject({ code: "conflict" });
    await expect(decide(id, "split", { bikeId: "SP-C" })).rejects.toMatchObject({ code: "invalid" });
    await decide(id, "split", { bikeId: "SP-B" });
    const bikes = await suite.db.execute(
      sql`select bike_id, imei, version from bikes where oem_id = ${oemId} order by 1`,
    );
    expect(bikes).toEqual([
      { bike_id: "SP-A", imei: null, version: 2 },
      { bike_id: "SP-B", imei, version: 2 },
    ]);
    expect(await open(oemId)).toEqual([]);
  });

  it("keeps a component where it is", async () => {
    const oemId = await seedModels(suite.owner, "Keep");
    await take(oemId, [{ bike_id: "KE-A", frame_number: "KF1", model: "T1", motor_serial: "KM-1" }]);
    await take(oemId, [{ bike_id: "KE-B", frame_number: "KF2", model: "T1", motor_serial: "KM-1" }]);
    const { id, kind } = await only(oemId);
    expect(kind).toBe("one-component-two-bikes");
    await decide(id, "keep");
    const inside = await suite.db.execute(
      sql`select bike_id from component_periods where oem_id = ${oemId} and voided_at is null and valid_to is null`,
    );
    expect(inside).toEqual([{ bike_id: "KE-A" }]);
  });

  it("gives a motor that one file puts into two bikes to one of them, and asks which of its motors that one has", async () => {
    const oemId = await seedModels(suite.owner, "Shared");
    const bikes = [
      { bike_id: "SH-A", frame_number: "SHF1", model: "T1", motor_serial: "SHM-1" },
      { bike_id: "SH-B", frame_number: "SHF2", model: "T1", motor_serial: "SHM-2" },
    ];
    const told = bikes.map(({ bike_id }) => ({ bike_id, motor_serial: "SHM-7" }));
    const motors = () =>
      suite.db.execute(sql`select p.bike_id, c.serial from component_periods p join components c on c.id = p.component_id
        where p.oem_id = ${oemId} and p.voided_at is null and p.valid_to is null order by 1`);
    await take(oemId, bikes, "system", "the plant's system");
    await take(oemId, told);
    const { id, kind, bikeIds } = await only(oemId);
    expect([kind, bikeIds]).toEqual(["one-component-two-bikes", ["SH-A", "SH-B"]]);
    const seen = await getContradiction(steward, id, suite.stores);
    expect(seen.sides.map(({ bikeId, believed }) => [bikeId, believed])).toEqual([
      ["SH-A", false],
      ["SH-B", false],
    ]);
    expect(seen.decisions).toEqual(["split", "merge", "ask-oem"]);
    await decide(id, "split", { bikeId: "SH-B" });
    expect(await motors()).toEqual([
      { bike_id: "SH-A", serial: "SHM-1" },
      { bike_id: "SH-B", serial: "SHM-7" },
    ]);
    const left = await only(oemId);
    expect(left).toMatchObject({ kind: "one-bike-two-values", bikeIds: ["SH-B"], fact: "motor_serial" });
    await decide(left.id, "keep");
    await take(oemId, told, "list", "another copy");
    expect(await open(oemId)).toEqual([]);
    expect((await motors()).map(({ serial }) => serial)).toEqual(["SHM-1", "SHM-7"]);
  });

  it("merges two bikes: facts, components and fleets move, and readings of both are of the one", async () => {
    const oemId = await seedModels(suite.owner, "Merge");
    await take(oemId, [
      { bike_id: "ME-A", frame_number: "MF1", model: "T1", motor_serial: "MM-1" },
      {
        bike_id: "ME-B",
        frame_number: "MF2",
        model: "T1",
        motor_serial: "MM-1",
        module_serial: "MI-1",
        iccid: "8942310022000123459",
      },
    ]);
    const [fleet] = await suite.owner.execute<{ id: string }>(
      sql`insert into organisations (name, kind) values ('Merge fleet', 'fleet') returning id`,
    );
    await suite.owner.execute(sql`insert into fleet_assignments (oem_id, bike_id, bike_seq, fleet_id)
      select oem_id, bike_id, seq, ${fleet?.id} from bikes where bike_id = 'ME-B'`);
    await decide((await only(oemId)).id, "merge", { bikeId: "ME-A" });
    expect(
      await one(
        sql`select merged_into, withdrawn_at is not null as is_withdrawn from bikes where bike_id = 'ME-B'`,
      ),
    ).toEqual({ merged_into: "ME-A", is_withdrawn: true });
    expect(await one(sql`select iccid from bikes where bike_id = 'ME-A'`)).toEqual({
      iccid: "8942310022000123459",
    });
    expect(await lastEntity("ME-A")).toMatchObject({
      assignments: [{ fleet_id: fleet?.id }],
      readings_in: [{ reported_as: "ME-B", from: null, to: null }],
    });
    expect(await lastEntity("ME-B")).toMatchObject({ withdrawn: true, readings_out: [{ bike_id: "ME-A" }] });
    // The two frames are now of one bike.
    expect((await only(oemId)).kind).toBe("one-bike-two-values");
    // What old lists call by the other's name is of the one.
    await take(oemId, [{ bike_id: "ME-B", display_serial: "MD-1" }]);
    expect(
      await one(sql`select bike_id from component_periods where oem_id = ${oemId} and kind = 'display'`),
    ).toEqual({ bike_id: "ME-A" });
  });

  it("gives a row that leads to two bikes to one of them", async () => {
    const oemId = await seedModels(suite.owner, "Row");
    await take(oemId, [
      { bike_id: "RO-A", frame_number: "RF1", model: "T1" },
      { bike_id: "RO-B", frame_number: "RF2", model: "T1", motor_serial: "RM-1" },
    ]);
    await take(oemId, [{ frame_number: "RF1", motor_serial: "RM-1", iccid: "8942310022000123467" }]);
    const { id, fact } = await only(oemId);
    expect(fact).toBeNull();
    await decide(id, "split", { bikeId: "RO-B" });
    expect(await one(sql`select frame_number, iccid from bikes where bike_id = 'RO-B'`)).toMatchObject({
      iccid: "8942310022000123467",
    });
  });

  it("asks the OEM, who sees its own questions only and answers them", async () => {
    const [oemId, other] = [
      await seedModels(suite.owner, "Asked"),
      await seedModels(suite.owner, "Not asked"),
    ];
    await take(oemId, [
      { bike_id: "AS-A", frame_number: "AS1", model: "T1" },
      { bike_id: "AS-A", frame_number: "AS2" },
    ]);
    const { id } = await only(oemId);
    await expect(
      answerQuestion(personOf(oemId), { id, answer: "the second" }, suite.stores),
    ).rejects.toMatchObject({ code: "not-found" });
    await decide(id, "ask-oem");
    expect(await listQuestions(personOf(other), suite.stores)).toEqual([]);
    expect(await listQuestions(personOf(oemId), suite.stores)).toMatchObject([
      { id, question: "looked at both bikes", answer: null, fact: "frame_number" },
    ]);
    await expect(answerQuestion(personOf(other), { id, answer: "no" }, suite.stores)).rejects.toMatchObject({
      code: "not-found",
    });
    await answerQuestion(personOf(oemId), { id, answer: "the second" }, suite.stores);
    expect(await getContradiction(steward, id, suite.stores)).toMatchObject({
      answer: "the second",
      decided: null,
      bikes: [{ bike_id: "AS-A" }],
    });
    const { contradictions, counts } = await listContradictions(
      steward,
      { oemId, state: "answered" },
      suite.stores,
    );
    expect([contradictions.map((each) => each.id), counts]).toEqual([
      [id],
      [{ kind: "one-bike-two-values", state: "answered", count: 1 }],
    ]);
    await expect(listQuestions(steward, suite.stores)).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      decideContradiction(personOf(oemId), { id, decision: "keep", reason: "because" }, suite.stores),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});
