import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { bikeSeeds } from "@/lib/bikes/testing/bike-seeds";
import { consentsOf } from "@/lib/consent/consents-of";
import { recordConsent } from "@/lib/consent/record-consent";
import { byApp, type ConsentSuite, openConsentSuite } from "@/lib/consent/testing/consent-suite";
import { refusalOf } from "@/lib/db/testing/refusal-of";
import { mergeBikes } from "@/lib/legacy/merge-bikes";
import { eraseRider } from "./erase-rider";
import { foreseeErasure } from "./foresee-erasure";
import type { HadBike } from "./known-bikes";
import { listErasures } from "./list-erasures";

let cast: ConsentSuite;
beforeAll(async () => {
  cast = await openConsentSuite(inject("environment"));
});
afterAll(() => cast.suite.close());

const asking = (riderId: string, more: object = {}) => ({
  ...({ id: randomUUID(), riderId, reason: "asked by letter", evidence: "letter of 3 November" } as const),
  ...({ channel: "letter" } as const),
  ...more,
});

const noRides = async () => new Map();

async function someRider(): Promise<string> {
  const reference = randomUUID();
  await recordConsent(cast.app, byApp({ reference }), cast.suite.stores);
  return cast.riderOf(cast.fleet.id, reference);
}

describe("asking for a rider to be erased", () => {
  it("takes back at once whatever stands of the rider's consent, in the ledger and with its evidence", async () => {
    const riderId = await someRider();
    const asked = await eraseRider(cast.officer, asking(riderId), noRides, cast.suite.stores);
    expect(asked.withdrawals).toHaveLength(1);
    const consents = await consentsOf(cast.officer, { riderId }, cast.suite.stores);
    expect(consents.every(({ inForce }) => inForce === null)).toBe(true);
    const [entry] = consents.find(({ purpose }) => purpose === "range-model")?.history ?? [];
    expect(entry).toMatchObject({ decision: "withdrawn", evidence: "letter of 3 November" });
  });

  it("is answered as it was when it comes again, and refused for another rider", async () => {
    const [riderId, other] = [await someRider(), await someRider()];
    const input = asking(riderId);
    await eraseRider(cast.officer, input, noRides, cast.suite.stores);
    const again = await eraseRider(cast.officer, input, noRides, cast.suite.stores);
    expect(again).toMatchObject({ isNew: false, id: input.id });
    await expect(
      eraseRider(cast.officer, { ...input, riderId: other }, noRides, cast.suite.stores),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await listErasures(cast.officer, { riderId }, cast.suite.stores)).toHaveLength(1);
  });

  it("is for privacy officers of the maker, and for riders that are known", async () => {
    const riderId = await someRider();
    for (const somebody of [cast.person("support"), cast.person("privacy", cast.fleet), cast.app])
      await expect(eraseRider(somebody, asking(riderId), noRides, cast.suite.stores)).rejects.toMatchObject({
        code: "forbidden",
      });
    await expect(
      eraseRider(cast.officer, asking(randomUUID()), noRides, cast.suite.stores),
    ).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it("stands in the audit with its reason, and cannot be changed or removed by anybody", async () => {
    const riderId = await someRider();
    const { id } = await eraseRider(cast.officer, asking(riderId), noRides, cast.suite.stores);
    const rows = await cast.suite.owner.execute(
      sql`select reason from audit where verb = 'erase-rider' and details ->> 'erasure' = ${id}`,
    );
    expect(rows).toMatchObject([{ reason: "asked by letter" }]);
    for (const statement of [
      sql`update erasures set reason = 'another' where id = ${id}`,
      sql`delete from erasures where id = ${id}`,
      sql`delete from tombstones`,
      sql`update tombstones set to_ms = to_ms - 1 where erasure_id = ${id}`,
      sql`update tombstones set source = 'app', to_ms = to_ms + 1 where erasure_id = ${id}`,
    ])
      expect(await refusalOf(cast.suite.owner.execute(statement))).toBe("42501");
  });

  it("is of whole rides, as the index has them at the asking, and of whatever the rider signed", async () => {
    const [owner, borrower] = [await someRider(), await someRider()];
    const bikeId = `ER-${randomUUID().slice(0, 8).toUpperCase()}`;
    const { owner: db } = cast.suite;
    const seeds = bikeSeeds(db);
    await seeds.bike(bikeId, await seeds.organisation(`OEM ${randomUUID()}`, "oem"), {});
    await db.execute(sql`insert into ownership_periods (oem_id, bike_id, bike_seq, rider_id)
      select oem_id, bike_id, seq, ${owner}::uuid from bikes where bike_id = ${bikeId}`);
    const clientId = cast.app.kind === "api-client" ? cast.app.client.id : "";
    await db.execute(sql`insert into attributions (bike_id, rider_id, from_at, to_at, client_id, upload_id)
      values (${bikeId}, ${borrower}::uuid, to_timestamp(1000), to_timestamp(1300), ${clientId}, 'u')`);
    const asked: unknown[] = [];
    const ridesOf = async (bikes: readonly HadBike[]) => {
      asked.push(...bikes);
      return new Map([[bikeId, [{ fromMs: 900_000, toMs: 1_400_000 }]]]);
    };
    const stonesOf = async (riderId: string) => {
      const { id, bikes } = await eraseRider(cast.officer, asking(riderId), ridesOf, cast.suite.stores);
      expect(bikes).toBe(1);
      const rows = await db.execute(sql`
        select t.reported_as, t.source, t.from_ms::float8 as from, t.to_ms::float8 = extract(epoch from e.asked_at) * 1000 as "isAsked",
          t.to_ms::float8 as to from tombstones t join erasures e on e.id = t.erasure_id where e.id = ${id} order by t.reported_as, t.from_ms nulls first`);
      return rows.map(({ reported_as, from, to, isAsked }) => [reported_as, from, isAsked ? "asked" : to]);
    };
    expect(await stonesOf(borrower)).toEqual([
      [bikeId, 600_000, 1_700_001],
      [`rider:${borrower}`, null, "asked"],
    ]);
    expect(asked).toEqual([{ bikeId, fromMs: 1_000_000, toMs: 1_300_000 }]);
    expect(await stonesOf(owner)).toEqual([
      [bikeId, null, 600_000],
      [bikeId, 1_700_001, "asked"],
      [`rider:${owner}`, null, "asked"],
    ]);
  });

  it("is of what was reported under the other id, too, where one bike had been entered twice", async () => {
    const [owner, borrower] = [await someRider(), await someRider()];
    const [stays = "", goes = ""] = ["A", "B"].map(
      (end) => `ER-${randomUUID().slice(0, 8).toUpperCase()}${end}`,
    );
    const { owner: db } = cast.suite;
    const seeds = bikeSeeds(db);
    const oem = await seeds.organisation(`OEM ${randomUUID()}`, "oem");
    for (const bikeId of [stays, goes]) {
      await seeds.bike(bikeId, oem, { module: `MO-${bikeId}` });
      await db.execute(sql`insert into ownership_periods (oem_id, bike_id, bike_seq, rider_id, valid_from)
        select oem_id, bike_id, seq, ${owner}::uuid, to_timestamp(1000) from bikes where bike_id = ${bikeId}`);
    }
    const clientId = cast.app.kind === "api-client" ? cast.app.client.id : "";
    await db.execute(sql`insert into attributions (bike_id, rider_id, from_at, to_at, client_id, upload_id)
      values (${goes}, ${borrower}::uuid, to_timestamp(2000), to_timestamp(2300), ${clientId}, 'merged')`);
    await db.transaction((transaction) => mergeBikes(transaction, [stays, goes], stays));
    const foreseen = (riderId: string) => foreseeErasure(cast.officer, { riderId }, cast.suite.stores);
    expect(await foreseen(owner)).toEqual(
      [stays, goes]
        .map((bikeId) => ({ bikeId, by: "owner", fromMs: 1_000_000, toMs: Number.POSITIVE_INFINITY }))
        .sort((a, b) => (a.bikeId < b.bikeId ? -1 : 1)),
    );
    expect(await foreseen(borrower)).toEqual([
      { bikeId: goes, by: "signature", fromMs: 2_000_000, toMs: 2_300_001 },
    ]);
    const stonesOf = async (riderId: string, bikeId: string) => {
      const { id } = await eraseRider(cast.officer, asking(riderId), noRides, cast.suite.stores);
      const rows = await db.execute(sql`select t.from_ms::float8 as from,
          nullif(t.to_ms, floor(extract(epoch from e.asked_at) * 1000)::bigint)::float8 as to
        from tombstones t join erasures e on e.id = t.erasure_id
        where t.erasure_id = ${id} and t.reported_as = ${bikeId} order by t.from_ms`);
      return new Set(rows.map(({ from, to }) => `${from}-${to ?? "asked"}`));
    };
    const around = ["1000000-1700000", "2600001-asked"];
    expect(await stonesOf(owner, goes)).toEqual(new Set(around));
    expect(await stonesOf(owner, stays)).toEqual(new Set(["1000000-asked"]));
    expect(await stonesOf(borrower, goes)).toEqual(new Set(["1700000-2600001"]));
    expect(await foreseen(await someRider())).toEqual([]);
  });

  it("is foreseen as nothing for a rider who never had a bike, and listed with the step that comes next", async () => {
    const riderId = await someRider();
    expect(await foreseeErasure(cast.officer, { riderId }, cast.suite.stores)).toEqual([]);
    await eraseRider(cast.officer, asking(riderId), noRides, cast.suite.stores);
    const [listed] = await listErasures(cast.officer, { riderId }, cast.suite.stores);
    expect(listed).toMatchObject({ bikes: 0, at: "survey", receipts: [], reason: "asked by letter" });
  });
});
