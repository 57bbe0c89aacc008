import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { consentsOf } from "@/lib/consent/consents-of";
import { recordConsent } from "@/lib/consent/record-consent";
import { byApp, type ConsentSuite, openConsentSuite } from "@/lib/consent/testing/consent-suite";
import { refusalOf } from "@/lib/db/testing/refusal-of";
import { eraseRider } from "./erase-rider";
import { foreseeErasure } from "./foresee-erasure";
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

async function someRider(): Promise<string> {
  const reference = randomUUID();
  await recordConsent(cast.app, byApp({ reference }), cast.suite.stores);
  return cast.riderOf(cast.fleet.id, reference);
}

describe("asking for a rider to be erased", () => {
  it("takes back at once whatever stands of the rider's consent, in the ledger and with its evidence", async () => {
    const riderId = await someRider();
    const asked = await eraseRider(cast.officer, asking(riderId), cast.suite.stores);
    expect(asked.withdrawals).toHaveLength(1);
    const consents = await consentsOf(cast.officer, { riderId }, cast.suite.stores);
    expect(consents.every(({ inForce }) => inForce === null)).toBe(true);
    const [entry] = consents.find(({ purpose }) => purpose === "range-model")?.history ?? [];
    expect(entry).toMatchObject({ decision: "withdrawn", evidence: "letter of 3 November" });
  });

  it("is answered as it was when it comes again, and refused for another rider", async () => {
    const [riderId, other] = [await someRider(), await someRider()];
    const input = asking(riderId);
    await eraseRider(cast.officer, input, cast.suite.stores);
    const again = await eraseRider(cast.officer, input, cast.suite.stores);
    expect(again).toMatchObject({ isNew: false, id: input.id });
    await expect(
      eraseRider(cast.officer, { ...input, riderId: other }, cast.suite.stores),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await listErasures(cast.officer, { riderId }, cast.suite.stores)).toHaveLength(1);
  });

  it("is for privacy officers of the maker, and for riders that are known", async () => {
    const riderId = await someRider();
    for (const somebody of [cast.person("support"), cast.person("privacy", cast.fleet), cast.app])
      await expect(eraseRider(somebody, asking(riderId), cast.suite.stores)).rejects.toMatchObject({
        code: "forbidden",
      });
    await expect(eraseRider(cast.officer, asking(randomUUID()), cast.suite.stores)).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it("stands in the audit with its reason, and cannot be changed or removed by anybody", async () => {
    const riderId = await someRider();
    const { id } = await eraseRider(cast.officer, asking(riderId), cast.suite.stores);
    const rows = await cast.suite.owner.execute(
      sql`select reason from audit where verb = 'erase-rider' and details ->> 'erasure' = ${id}`,
    );
    expect(rows).toMatchObject([{ reason: "asked by letter" }]);
    for (const statement of [
      sql`update erasures set reason = 'another' where id = ${id}`,
      sql`delete from erasures where id = ${id}`,
      sql`delete from tombstones`,
    ])
      expect(await refusalOf(cast.suite.owner.execute(statement))).toBe("42501");
  });

  it("is foreseen as nothing for a rider who never had a bike, and listed with the step that comes next", async () => {
    const riderId = await someRider();
    expect(await foreseeErasure(cast.officer, { riderId }, cast.suite.stores)).toEqual([]);
    await eraseRider(cast.officer, asking(riderId), cast.suite.stores);
    const [listed] = await listErasures(cast.officer, { riderId }, cast.suite.stores);
    expect(listed).toMatchObject({ bikes: 0, at: "survey", receipts: [], reason: "asked by letter" });
  });
});
