import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openTestDatabase } from "@/lib/db/test-database";
import { personOf, seedModels, steward } from "@/lib/legacy/testing/legacy-suite";
import { boardScopeOf } from "./board-scope-of";
import { getCaseRates } from "./get-case-rates";
import { getFirstPass } from "./get-first-pass";
import { getFixTime } from "./get-fix-time";
import { getPartsInBikes } from "./get-parts-in-bikes";
import { getReasons } from "./get-reasons";
import { getRegisteredLongAgo } from "./get-registered-long-ago";
import { whoseUnregistered } from "./whose-unregistered";

const NOW = new Date("2026-11-25T10:00:00Z");
let suite: Awaited<ReturnType<typeof openTestDatabase>>;
let oemId: string;
let other: string;
const plants: string[] = [];
const all = () => boardScopeOf(steward, { oemId });

beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  oemId = await seedModels(suite.owner, "Board");
  other = await seedModels(suite.owner, "Beside");
  for (const [oem, code] of [
    [oemId, "P1"],
    [oemId, "P2"],
    [other, "P1"],
  ] as const) {
    const [plant] = await suite.owner.execute<{ id: string }>(
      sql`insert into plants (oem_id, code, name) values (${oem}, ${code}, ${code}) returning id`,
    );
    plants.push(plant?.id ?? "");
  }
  const item = (
    oem: string,
    plant: number,
    key: string,
    at: string,
    reasons: string,
    registeredAt: string | null,
  ) =>
    suite.owner.execute(sql`insert into registration_items (oem_id, item_key, plant_id, first_batch_id, first_at, first_reasons, registered_at)
      values (${oem}, ${key}, ${plants[plant]}, gen_random_uuid(), ${at}::timestamptz, ${reasons}::text[], ${registeredAt}::timestamptz)`);
  await item(oemId, 0, "a", "2026-11-23T00:00:00Z", "{}", "2026-11-23T00:00:00Z");
  await item(oemId, 0, "b", "2026-11-24T08:00:00Z", "{look-alike,missing}", "2026-11-24T10:00:00Z");
  await item(oemId, 0, "c", "2026-11-22T23:59:59Z", "{look-alike}", "2026-11-23T03:59:59Z");
  await item(oemId, 1, "d", "2026-09-07T00:00:00Z", "{future}", null);
  await item(oemId, 1, "e", "2026-09-06T23:59:59Z", "{future}", null);
  await item(other, 2, "a", "2026-11-24T08:00:00Z", "{missing}", null);
  await suite.owner.execute(sql`insert into bikes (bike_id, oem_id, plant_id, model_id, frame_number, frame_normal, registered_at)
    select 'BO-' || n, ${oemId}, ${plants[0]}, m.id, 'F' || n, 'F' || n, case when n = 1 then '2026-11-20'::timestamptz else '2026-10-01' end
    from generate_series(1, 4) n join bike_models m on m.oem_id = ${oemId} and m.code = 'T1'`);
  const [user] = await suite.owner.execute<{ id: string }>(
    sql`insert into users (organisation_id, email, name) values (${oemId}, 's@x', 'S') returning id`,
  );
  for (const [bike, at] of [
    ["BO-1", "2026-11-01"],
    ["BO-1", "2026-11-02"],
    ["BO-2", "2026-01-01"],
    ["LI-9", "2026-11-01"],
  ])
    await suite.owner.execute(sql`insert into support_cases (oem_id, bike_id, reason, opened_by, opened_at)
      values (null, ${bike}, 'battery', ${user?.id}, ${at}::timestamptz)`);
});
afterAll(() => suite.close());

describe("the board", () => {
  it("has twelve weeks, each with what was tried the first time and what passed at once", async () => {
    const weeks = await getFirstPass(steward, all(), NOW, suite.stores);
    expect(weeks).toHaveLength(12);
    expect(weeks[0]).toEqual({ week: "2026-09-07", tried: 1, passed: 0, withdrawn: 0 });
    expect(weeks.slice(-2)).toEqual([
      { week: "2026-11-16", tried: 1, passed: 0, withdrawn: 0 },
      { week: "2026-11-23", tried: 2, passed: 1, withdrawn: 0 },
    ]);
    const plant = boardScopeOf(steward, { oemId, ...(plants[1] ? { plantId: plants[1] } : {}) });
    expect(
      (await getFirstPass(steward, plant, NOW, suite.stores)).reduce((sum, { tried }) => sum + tried, 0),
    ).toBe(1);
  });

  it("shows an OEM its own and no other's", async () => {
    const author = personOf(other);
    expect(() => boardScopeOf(author, { oemId })).toThrow("your own organisation");
    expect(() => boardScopeOf({ ...author, roles: ["operator"] })).toThrow("Expected role oem");
    const weeks = await getFirstPass(author, boardScopeOf(author), NOW, suite.stores);
    expect(weeks.at(-1)).toMatchObject({ tried: 1, passed: 0 });
    await expect(getCaseRates(author, all(), NOW, suite.stores)).rejects.toThrow();
    expect(await getRegisteredLongAgo(author, all(), ["BO-2"], NOW, suite.stores)).toEqual([]);
  });

  it("names what was wrong most often, week by week", async () => {
    const reasons = await getReasons(steward, all(), NOW, suite.stores);
    expect(reasons.map(({ reason, total }) => [reason, total])).toEqual([
      ["look-alike", 2],
      ["future", 1],
      ["missing", 1],
    ]);
    expect(reasons[0]?.weeks.slice(-2)).toEqual([1, 1]);
    expect(reasons[1]?.weeks[0]).toBe(1);
  });

  it("says how long fixing takes, of those that were fixed", async () => {
    expect(await getFixTime(steward, all(), NOW, suite.stores)).toEqual({
      failed: 3,
      fixed: 2,
      medianSeconds: 10_800,
      p90Seconds: 13_680,
    });
  });

  it("counts cases per thousand bikes of a generation, also for their OEM", async () => {
    const expected = [
      { generation: "GT1", bikes: 4, perThousand: 500, byReason: [{ reason: "battery", cases: 2 }] },
    ];
    expect(await getCaseRates(steward, all(), NOW, suite.stores)).toEqual(expected);
    const author = personOf(oemId);
    expect(await getCaseRates(author, boardScopeOf(author), NOW, suite.stores)).toEqual(expected);
  });

  it("knows which bikes were registered a week ago, that are not withdrawn", async () => {
    const ids = ["BO-1", "BO-2", "BO-3"];
    expect(
      (await getRegisteredLongAgo(steward, all(), ids, NOW, suite.stores)).map(({ bikeId }) => bikeId),
    ).toEqual(["BO-2", "BO-3"]);
  });

  it("knows what is in bikes now, of those of the board's that are not withdrawn", async () => {
    const fitted = (
      bikeId: string,
      kind: string,
      serial: string,
      [from, to]: readonly [string | null, string | null] = [null, null],
      voided = false,
    ) =>
      suite.owner.execute(sql`
        with made as (
          insert into components (oem_id, kind, serial, serial_normal)
          select oem_id, ${kind}::component_kind, ${serial}, upper(replace(${serial}, '-', '')) from bikes where bike_id = ${bikeId}
          returning id, oem_id, kind
        )
        insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind, valid_from, valid_to, voided_at)
        select m.oem_id, m.id, b.bike_id, b.seq, m.kind, ${from}::timestamptz, ${to}::timestamptz, case when ${voided} then now() end
        from made m cross join bikes b where b.bike_id = ${bikeId}`);
    await fitted("BO-1", "motor", "old-1", [null, "2026-01-01"]);
    await fitted("BO-1", "motor", "m-1", ["2026-01-01", null]);
    await fitted("BO-1", "display", "d-1", [null, null], true);
    await fitted("BO-1", "remote", "r-1");
    await fitted("BO-2", "battery", "b-2");
    await fitted("BO-3", "module", "i-3");
    await suite.owner.execute(sql`update bikes set withdrawn_at = now() where bike_id = 'BO-3'`);
    const ids = ["BO-1", "BO-2", "BO-3", "BO-4"];
    const parts = [
      { bikeId: "BO-1", kind: "motor", serials: ["m-1"], normals: ["M1"] },
      { bikeId: "BO-2", kind: "battery", serials: ["b-2"], normals: ["B2"] },
    ];
    expect(await getPartsInBikes(steward, all(), ids, suite.stores)).toEqual(parts);
    expect(await getPartsInBikes(steward, all(), ["BO-2"], suite.stores)).toEqual(parts.slice(1));
    const elsewhere = boardScopeOf(steward, { oemId, ...(plants[1] ? { plantId: plants[1] } : {}) });
    expect(await getPartsInBikes(steward, elsewhere, ids, suite.stores)).toEqual([]);
    const stranger = personOf(other);
    expect(await getPartsInBikes(stranger, boardScopeOf(stranger), ids, suite.stores)).toEqual([]);
  });

  it("shows an OEM unregistered bikes with components made for its models alone, or that its clients are bound to", async () => {
    await suite.owner.execute(sql`insert into bike_models (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm, report_every_s)
      values (${oemId}, 'OWN', 'Own', 'city', 'G9', 500, 'M7', 700, 900)`);
    for (const [serial, models] of [
      ["M1", "{OWN}"],
      ["M2", "{}"],
      ["M3", "{OWN,FOREIGN}"],
    ])
      await suite.owner.execute(sql`insert into produced_components (kind, serial_normal, serial, part_number, model_codes, plant, lot)
        values ('motor', ${serial}, ${serial}, 'p', ${models}::text[], 'CP', 'L')`);
    const bikes = ["M-1", "M-2", "M-3", "M-4"].map((serial, at) => ({
      bikeId: `UN-${at}`,
      parts: [{ kind: "motor" as const, serial }],
    }));
    const author = personOf(oemId);
    const bound = { bikeIds: ["UN-3"], bikePrefixes: [] };
    const shown = await whoseUnregistered(author, boardScopeOf(author), bikes, bound, suite.stores);
    expect(shown.map(({ bikeId }) => bikeId)).toEqual(["UN-0", "UN-3"]);
    expect(await whoseUnregistered(steward, boardScopeOf(steward), bikes, null, suite.stores)).toHaveLength(
      4,
    );
  });
});
