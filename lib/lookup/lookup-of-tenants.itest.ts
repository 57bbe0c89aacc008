import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Author } from "@/lib/audit/author";
import { normalOf } from "@/lib/domain/bike-number";
import { type LookupSuite, openLookupSuite, type Stored, somebody } from "./testing/lookup-suite";
import { slipped } from "./testing/slipped";

let suite: LookupSuite;
beforeAll(async () => {
  suite = await openLookupSuite(inject("environment"));
});
afterAll(() => suite.close());

describe("tenants", () => {
  const textsOf = ({ value }: Stored) => {
    const normal = normalOf(value);
    return [
      value,
      normal.slice(0, -2),
      normal.slice(-7),
      slipped(normal, "wrong", 9, "V"),
      normal.slice(0, 4),
    ];
  };

  it("see nothing of each other, however they ask", async () => {
    const [mine = "", theirs = ""] = suite.seeded.oemIds;
    const own = new Set(suite.numbers.filter(({ oem_id }) => oem_id === mine).map(({ bike_id }) => bike_id));
    for (const stored of suite.numbers.filter(({ oem_id }, at) => oem_id === theirs && at % 1_499 === 0))
      for (const text of textsOf(stored))
        for (const bikeId of await suite.idsOf(text, somebody("oem", mine, "oem")))
          expect(own).toContain(bikeId);
    for (const stored of suite.numbers.filter(({ oem_id }, at) => oem_id === mine && at % 1_499 === 0))
      expect((await suite.idsOf(stored.value, somebody("oem", mine, "oem")))[0]).toBe(stored.bike_id);
  });

  it("that are fleets see the bikes that are or were theirs, and no other fleet's name", async () => {
    const [fleet = ""] = suite.seeded.fleetIds;
    const assigned = await suite.owner.execute<{ bike_id: string }>(
      sql`select bike_id from fleet_assignments where fleet_id = ${fleet}`,
    );
    const own = new Set(assigned.map(({ bike_id }) => bike_id));
    const author = somebody("fleet", fleet, "support");
    for (const stored of suite.numbers.filter((_, at) => at % 1_999 === 0)) {
      expect((await suite.idsOf(stored.value, author)).includes(stored.bike_id)).toBe(
        own.has(stored.bike_id),
      );
      for (const text of textsOf(stored))
        for (const { bikeId, fleet: name } of await suite.find(text, author)) {
          expect(own).toContain(bikeId);
          expect([null, "Nordrad Verleih"]).toContain(name);
        }
    }
  });

  it("and their clients see the bikes that those are bound to", async () => {
    const client = {
      id: "c",
      name: "C",
      organisationId: "m",
      organisationKind: "maker" as const,
      scopes: ["read" as const],
      sources: [],
      bikeIds: ["LB-0000031"],
      bikePrefixes: ["LB-00001"],
    };
    const author: Author = { kind: "api-client", client };
    expect(await suite.idsOf("LB-0000031", author)).toEqual(["LB-0000031"]);
    expect(await suite.idsOf("LB-0000032", author)).not.toContain("LB-0000032");
    expect((await suite.idsOf("LB-0000132", author))[0]).toBe("LB-0000132");
    await expect(
      suite.find("LB-0000031", { kind: "api-client", client: { ...client, scopes: ["write"] } }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it.each([
    ["maker", "analyst"],
    ["maker", "privacy"],
    ["maker", "oem"],
    ["oem", "steward"],
    ["fleet", "analyst"],
  ] as const)("and people without the job are refused: %s %s", async (kind, role) => {
    await expect(
      suite.find("LB-0000031", somebody(kind, suite.seeded.oemIds[0] ?? "", role)),
    ).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
