import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { moveModule } from "@/lib/bikes/move-module";
import { openTestDatabase } from "@/lib/db/test-database";
import { BikeId } from "@/lib/domain/packet";
import type { ColumnKey } from "@/lib/registration/columns/column";
import { decideContradiction } from "./decide-contradiction";
import { importFacts } from "./import-facts";
import { listContradictions } from "./list-contradictions";
import { rowsOf, seedMaker, seedModels, steward } from "./testing/legacy-suite";

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  await seedMaker(suite.owner);
});
afterAll(() => suite.close());

type Values = Partial<Record<ColumnKey, string>>;
const take = (oemId: string, rows: Values[], source = "old list") =>
  importFacts(steward, { oemId, fileName: "old.csv", source, trust: "list" }, rowsOf(...rows), suite.stores);
const open = async (oemId: string) =>
  (await listContradictions(steward, { oemId }, suite.stores)).contradictions;
const move = (bikeId: string, serial: string, at: string, reportsAs?: string) =>
  moveModule(
    steward,
    {
      ...{ bikeId: BikeId.parse(bikeId), serial, at, reason: "as the workshop says" },
      ...(reportsAs === undefined ? {} : { reportsAs: BikeId.parse(reportsAs) }),
    },
    suite.stores,
  );
const stored = async (bikeId: string) =>
  (
    await suite.db.execute<{ version: number; modules: string | null; believed: number }>(sql`
      select b.version, (select string_agg(c.serial, ' ') from component_periods p join components c on c.id = p.component_id
          where p.bike_id = b.bike_id and p.kind = 'module' and p.valid_to is null and p.voided_at is null) as modules,
        (select count(*)::integer from bike_facts f where f.bike_id = b.bike_id and f.fact = 'module_serial' and f.believed = 1) as believed
      from bikes b where b.bike_id = ${bikeId}`)
  )[0];

/** Two bikes; people have put a module with an id of its own into the first, in the place of the one that was there. */
async function seedUsed(name: string) {
  const oemId = await seedModels(suite.owner, name);
  const [a, b] = [`${name}-A`, `${name}-B`];
  const old = `IM-${name}-1`;
  await take(oemId, [
    { bike_id: a, frame_number: `${name} A`, model: "T1", module_serial: old },
    { bike_id: b, frame_number: `${name} B`, model: "T1" },
  ]);
  await move(a, `IM-${name}-2`, "2026-01-10T00:00:00Z", `${name}-V`);
  return { oemId, a, b, old };
}

describe("a module that was in use, of which old data say that it is in another bike", () => {
  it("is not moved by them, and somebody is to look", async () => {
    const { oemId, a, b, old } = await seedUsed("UA");
    const told = await take(oemId, [{ bike_id: b, module_serial: old }], "later list");
    expect(told).toMatchObject({ outcomes: { contradicts: 1 }, contradictions: 1 });
    const [found, ...others] = await open(oemId);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ kind: "module-in-use", bikeIds: [b], fact: "module_serial" });
    expect(found?.sides.map(({ bikeId, value }) => [bikeId, value])).toEqual([
      [a, old],
      [b, old],
    ]);
    expect(await stored(b)).toEqual({ version: 1, modules: null, believed: 0 });
  });

  it("leaves the module that is there, and changes nothing however often they come", async () => {
    const { oemId, b, old } = await seedUsed("UB");
    await take(oemId, [{ bike_id: b, module_serial: "IM-UB-9" }]);
    const before = await stored(b);
    for (const source of ["one", "two"]) await take(oemId, [{ bike_id: b, module_serial: old }], source);
    expect(await stored(b)).toEqual(before);
    expect(before).toMatchObject({ modules: "IM-UB-9" });
  });

  it("is no matter any more once a steward has set it aside", async () => {
    const { oemId, b, old } = await seedUsed("UC");
    await take(oemId, [{ bike_id: b, module_serial: old }]);
    const [found] = await open(oemId);
    const made = { id: found?.id ?? 0, reason: "looked at both bikes" };
    await expect(
      decideContradiction(steward, { ...made, decision: "take", normal: old }, suite.stores),
    ).rejects.toMatchObject({ code: "conflict" });
    await decideContradiction(steward, { ...made, decision: "keep" }, suite.stores);
    await take(oemId, [{ bike_id: b, module_serial: old }], "another list");
    expect(await open(oemId)).toEqual([]);
    expect(await stored(b)).toMatchObject({ modules: null });
  });

  it("is settled once people have moved it there", async () => {
    const { oemId, b, old } = await seedUsed("UD");
    await take(oemId, [{ bike_id: b, module_serial: old }]);
    await move(b, old, "2026-02-10T00:00:00Z");
    await take(oemId, [{ bike_id: b, firmware: "4.2" }], "another list");
    expect(await open(oemId)).toEqual([]);
    expect(await stored(b)).toMatchObject({ modules: old });
  });
});

it("a module of a bike as which another one reports elsewhere is not put in either", async () => {
  const { oemId, a, b, old } = await seedUsed("UE");
  await move(b, old, "2026-02-10T00:00:00Z");
  const told = await take(oemId, [{ bike_id: a, module_serial: "IM-UE-3" }], "later list");
  expect(told).toMatchObject({ outcomes: { contradicts: 1 }, contradictions: 1 });
  const [found] = await open(oemId);
  expect(found).toMatchObject({ kind: "module-in-use", bikeIds: [a] });
  expect(found?.sides.map(({ bikeId, value }) => [bikeId, value])).toEqual([
    [b, `reports as ${a}`],
    [a, "IM-UE-3"],
  ]);
  expect(await stored(a)).toMatchObject({ modules: "IM-UE-2" });
});
