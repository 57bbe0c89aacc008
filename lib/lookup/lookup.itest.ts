import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { foldedOf, normalOf } from "@/lib/domain/bike-number";
import { oneSlipFrom } from "./one-slip-from";
import { type LookupSuite, openLookupSuite } from "./testing/lookup-suite";
import { slipped } from "./testing/slipped";

let suite: LookupSuite;
beforeAll(async () => {
  suite = await openLookupSuite(inject("environment"));
});
afterAll(() => suite.close());

describe("a bike is found", () => {
  it("first by every number of its own and of its components, present and past", async () => {
    const every = suite.numbers.filter((_, at) => at % 997 === 0);
    const kinds = new Set(every.map(({ kind }) => kind));
    expect(kinds.size).toBeGreaterThan(8);
    for (const { bike_id, kind, value, is_past } of every) {
      const [first] = await suite.find(value);
      expect(first).toMatchObject({ bikeId: bike_id, matched: { kind, value, how: "exact", past: is_past } });
    }
    expect(every.some(({ is_past }) => is_past)).toBe(true);
  });

  it("in the first three by a text that differs in one character from exactly one number", async () => {
    const characters = "0123456789ABCDEFGHIKLMOPQSTUVXYZ";
    const slip = fc.record({
      stored: fc.nat().map((at) => suite.numbers[at % suite.numbers.length]),
      way: fc.constantFrom("wrong", "missing", "extra", "swapped"),
      at: fc.nat(),
      other: fc.constantFrom(...characters),
    });
    const texts = new Set(suite.numbers.map(({ folded }) => folded));
    await fc.assert(
      fc.asyncProperty(slip, async ({ stored, way, at, other }) => {
        if (!stored) return;
        const text = slipped(normalOf(stored.value), way, at, other);
        const folded = foldedOf(text);
        fc.pre(!texts.has(folded));
        const near = new Set(oneSlipFrom(folded).filter((one) => texts.has(one)));
        fc.pre(near.size === 1 && near.has(stored.folded));
        fc.pre(!suite.numbers.some((one) => one.folded.includes(folded)));
        const owners = suite.numbers.filter((one) => one.folded === stored.folded);
        expect((await suite.idsOf(text)).slice(0, 3)).toContain(owners[0]?.bike_id);
      }),
      { numRuns: 100 },
    );
  });

  it("by a part, by look-alikes, and with signs wherever they are read out", async () => {
    const { bike_id, value } = suite.sample(
      ({ kind, value }) => kind === "frame_number" && /0.*1/.test(value),
    );
    const normal = normalOf(value);
    expect(await suite.idsOf(normal.slice(-7))).toContain(bike_id);
    expect((await suite.idsOf(normal.slice(0, -1))).slice(0, 3)).toContain(bike_id);
    expect((await suite.find(normal.replaceAll("0", "O").replaceAll("1", "l")))[0]).toMatchObject({
      bikeId: bike_id,
      matched: { how: "look-alike" },
    });
    expect((await suite.idsOf([...normal].join("-").toLowerCase()))[0]).toBe(bike_id);
  });

  it.each(["", "  ", "-/-", "%", "__", "'; drop table bikes --", "ÄÖÜ", "\u0000", "\u0000-"])(
    "by none of %j",
    async (text) => {
      expect(await suite.find(text)).toEqual([]);
    },
  );

  it("with its model, maker and whose it is now", async () => {
    const { bike_id } = suite.sample(({ bike_id }) => Number(bike_id.slice(3)) % 4 < 2);
    const [hit] = await suite.find(bike_id);
    expect(hit).toMatchObject({ model: "Cityline", withdrawn: false });
    expect(hit?.fleet).toBe(`${hit?.oem} Verleih`);
    expect(hit?.registeredAtMs).toBeGreaterThan(Date.UTC(2024, 0, 1));
  });
});

describe("numbers", () => {
  it("are compared alike here and in the database", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: "grapheme" }), { maxLength: 20 }), async (values) => {
        const plain = values.map((value) => value.replaceAll("\u0000", ""));
        const rows = await suite.db.execute<{ normal: string; folded: string }>(sql`
          select number_normal(value) as normal, number_folded(value) as folded
          from unnest(${sql.param(plain)}::text[]) with ordinality as given (value, at) order by at`);
        const here = plain.map((value) => ({ normal: normalOf(value), folded: foldedOf(normalOf(value)) }));
        expect([...rows]).toEqual(here);
      }),
      { numRuns: 50 },
    );
  });

  it("of a bike registered a moment ago are found before they are derived", async () => {
    const [model] = await suite.owner.execute<{ id: string; oem_id: string }>(
      sql`select id, oem_id from bike_models limit 1`,
    );
    await suite.owner.execute(sql`insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal, imei)
      values ('NEW-1', ${model?.oem_id}, ${model?.id}, 'KX 900 A', 'KX900A', '490154203237518')`);
    for (const text of ["new-1", "kx-900-a", "490154203237518"])
      expect((await suite.find(text))[0]).toMatchObject({
        bikeId: "NEW-1",
        matched: { how: "exact", past: false },
      });
    expect(await suite.idsOf("KX900B")).toEqual([]);
    await suite.indexAll();
    expect(await suite.idsOf("KX900B")).toEqual(["NEW-1"]);
  });

  it("that were corrected stay as past ones, and are present again when they come back", async () => {
    const write = async (frame: string) => {
      await suite.db.execute(sql`update bikes set frame_number = ${frame}, frame_normal = ${frame}, version = version + 1
        where bike_id = 'LB-0000007'`);
      await suite.indexAll();
    };
    await write("YYKK771");
    await write("YYKK772");
    expect((await suite.find("YYKK771"))[0]).toMatchObject({
      bikeId: "LB-0000007",
      matched: { past: true, how: "exact" },
    });
    await write("YYKK771");
    expect((await suite.find("YYKK771"))[0]).toMatchObject({ matched: { past: false } });
    expect((await suite.find("YYKK772"))[0]).toMatchObject({ matched: { past: true } });
  });

  it("of a period that was voided are gone", async () => {
    const { bike_id, value } = suite.sample(({ kind, is_past }) => kind === "motor" && is_past);
    await suite.db.execute(sql`update component_periods set voided_at = now()
      where bike_id = ${bike_id} and kind = 'motor' and valid_to is not null`);
    await suite.db.execute(sql`update bikes set version = version + 1 where bike_id = ${bike_id}`);
    await suite.indexAll();
    expect(await suite.idsOf(value)).not.toContain(bike_id);
  });

  it("of a component that moved lead to the bike that has it, and then to the one that had it", async () => {
    const [from, to] = ["LB-0000011", "LB-0000013"];
    const [moved] = await suite.db.execute<{ id: number; serial: string }>(sql`
      update component_periods p set valid_to = '2026-01-01' from components c
      where c.id = p.component_id and p.bike_id = ${from} and p.kind = 'display' returning c.id, c.serial`);
    await suite.db.execute(sql`update component_periods set valid_to = '2026-01-01'
      where bike_id = ${to} and kind = 'display'`);
    await suite.db.execute(sql`insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind, valid_from)
      select oem_id, ${moved?.id}, bike_id, seq, 'display', '2026-01-01' from bikes where bike_id = ${to}`);
    await suite.db.execute(sql`update bikes set version = version + 1 where bike_id in (${from}, ${to})`);
    await suite.indexAll();
    const found = (await suite.find(moved?.serial ?? "")).map(({ bikeId, matched }) => [
      bikeId,
      matched.past,
    ]);
    expect(found).toEqual([
      [to, false],
      [from, true],
    ]);
  });

  it("of a bike that turned out to be another lead to that one", async () => {
    await suite.db.execute(sql`update bikes set merged_into = 'LB-0000022', withdrawn_at = now(), version = version + 1
      where bike_id = 'LB-0000020'`);
    await suite.indexAll();
    const [first] = await suite.find("LB-0000020");
    expect(first).toMatchObject({ bikeId: "LB-0000022", matched: { value: "LB-0000020", past: true } });
  });
});
