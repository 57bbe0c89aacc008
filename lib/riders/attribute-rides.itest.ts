import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { asTenant } from "@/lib/db/as-tenant";
import { refusalOf } from "@/lib/db/testing/refusal-of";
import type { ApiClient } from "@/lib/domain/actor";
import { Ridden } from "@/lib/ingest/ridden";
import { attributeRides, type Stretch } from "./attribute-rides";
import { openRidersSuite, type RidersSuite } from "./testing/riders-suite";

let cast: RidersSuite;
beforeAll(async () => {
  cast = await openRidersSuite(inject("environment"));
});
afterAll(() => cast.close());

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 8);
const stretch = (bikeId: string, from: number, to: number): Stretch => ({
  ...{ bikeId, fromMs: START + from * MINUTE, toMs: START + to * MINUTE },
});
let bikes = 0;
const newBike = () => `RIED-${++bikes}`;

const attribute = (stretches: readonly Stretch[], reference = "rider-1", client = cast.mine.client) =>
  attributeRides(cast.mine.rider(reference), client, stretches, randomUUID(), cast.suite.stores);

/** Who is said to have ridden a bike, in minutes. */
const kept = async (bikeId: string) =>
  (
    await cast.suite.owner.execute<{ reference: string; from: string; to: string }>(sql`
      select r.reference, extract(epoch from a.from_at) * 1000 as from, extract(epoch from a.to_at) * 1000 as to
      from attributions a join riders r on r.id = a.rider_id where a.bike_id = ${bikeId} order by r.reference, a.from_at`)
  ).map(({ reference, from, to }) => [
    reference,
    (Number(from) - START) / MINUTE,
    (Number(to) - START) / MINUTE,
  ]);
const rows = async () =>
  (await cast.suite.owner.execute(sql`select * from attributions order by id`)).map((row) => ({ ...row }));

describe("who rode", () => {
  it("is kept with client and upload, of a rider who becomes known by it", async () => {
    const bike = newBike();
    const told = await attributeRides(
      ...([cast.mine.rider("new"), cast.mine.client, [stretch(bike, 0, 7)]] as const),
      "an upload",
      cast.suite.stores,
    );
    expect(told.added).toBe(1);
    const [row] = await cast.suite.owner.execute(sql`
      select a.client_id, a.upload_id, a.rider_id, r.organisation_id, r.reference
      from attributions a join riders r on r.id = a.rider_id where a.bike_id = ${bike}`);
    expect(row).toEqual({
      ...{ client_id: cast.mine.client.id, upload_id: "an upload", rider_id: told.riderId },
      ...{ organisation_id: cast.mine.organisationId, reference: "new" },
    });
  });

  it("is known from what has no time either, and rode nothing by that", async () => {
    const before = await rows();
    const told = await attribute([], "timeless");
    expect(told.added).toBe(0);
    expect(await rows()).toEqual(before);
    expect(await attribute([stretch(newBike(), 0, 1)], "timeless")).toEqual({ ...told, added: 1 });
  });

  it("is the same when it is told again, whole or in part, and no row of it is written anew", async () => {
    const bike = newBike();
    await attribute([stretch(bike, 0, 10), stretch(bike, 30, 40)]);
    const before = await rows();
    for (const again of [
      [stretch(bike, 0, 10), stretch(bike, 30, 40)],
      [stretch(bike, 3, 4)],
      [stretch(bike, 40, 40)],
    ])
      expect(await attribute(again)).toMatchObject({ added: 0 });
    expect(await rows()).toEqual(before);
  });

  it("is joined where it is at most five minutes apart, of one rider and bike only", async () => {
    const [bike, another] = [newBike(), newBike()];
    await attribute([stretch(bike, 0, 10)]);
    await attribute([stretch(bike, 15, 20), stretch(another, 12, 13)]);
    await attribute([stretch(bike, 25.001, 30)]);
    await attribute([stretch(bike, 11, 12)], "rider-2");
    expect(await kept(bike)).toEqual([
      ["rider-1", 0, 20],
      ["rider-1", 25.001, 30],
      ["rider-2", 11, 12],
    ]);
    await attribute([stretch(bike, 22, 22)]);
    expect(await kept(bike)).toEqual([
      ["rider-1", 0, 30],
      ["rider-2", 11, 12],
    ]);
    expect(await kept(another)).toEqual([["rider-1", 12, 13]]);
  });

  it("is the same whatever the order, the cut and the repetition of uploads, and as of readings at once", async () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 25 });
    const uploads = minutes.chain((told) =>
      fc.tuple(
        fc.constant(told),
        fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2 }),
        fc.integer({ min: 1, max: 6 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(uploads, async ([told, sent, count]) => {
        const bike = newBike();
        const of = (some: readonly number[]) => {
          const ridden = new Ridden();
          for (const minute of some) ridden.add(bike, START + minute * MINUTE);
          return ridden.stretches();
        };
        for (let upload = 0; upload < count; upload++) {
          const part = of(sent.filter((_, index) => index % count === upload));
          if (part.length > 0) await attribute(part);
        }
        const whole = of(told).map(({ fromMs, toMs }) => [
          ...["rider-1", (fromMs - START) / MINUTE, (toMs - START) / MINUTE],
        ]);
        expect(await kept(bike)).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it("is one stretch when forty uploads tell of its parts at once", async () => {
    const bike = newBike();
    await Promise.all(
      Array.from({ length: 40 }, (_, part) => attribute([stretch(bike, 4 * part, 4 * part + 4)])),
    );
    expect(await kept(bike)).toEqual([["rider-1", 0, 160]]);
  });

  it("is not kept of before its rider had all erased, of whichever bike, and is from then on", async () => {
    const [bike, never] = [newBike(), newBike()];
    const { riderId } = await attribute([stretch(bike, 0, 1)], "erased");
    await cast.suite.owner.execute(sql`
      insert into erasures (id, rider_id, reason, evidence, asked_by, asked_at, withdrawals)
      values (${randomUUID()}, ${riderId}::uuid, 'asked by letter', 'a letter', 'console:test', ${new Date(START + 60 * MINUTE).toISOString()}, '{}')`);
    await attribute([stretch(never, 10, 20), stretch(bike, 40, 59)], "erased");
    expect([await kept(never), await kept(bike)]).toEqual([[], [["erased", 0, 1]]]);
    for (let sent = 0; sent < 2; sent++) await attribute([stretch(never, 55, 70)], "erased");
    expect(await kept(never)).toEqual([["erased", 60, 70]]);
    await attribute([stretch(never, 10, 20)], "rider-1");
    expect(await kept(never)).toContainEqual(["rider-1", 10, 20]);
  });

  it("marks the bikes whose rides may count for others now", async () => {
    const bike = newBike();
    await attribute([stretch(bike, 0, 10)]);
    const marks = await cast.suite.owner.execute(sql`select from projection_marks where bike_id = ${bike}`);
    expect(marks.length).toBeGreaterThan(0);
  });
});

describe("behind the wall", () => {
  const refused = { code: "forbidden", message: expect.stringContaining("may send for these bikes") };
  const mine = (more: Partial<ApiClient>) => ({ ...cast.mine.client, ...more });

  it.each([
    ["of bikes that the client may not send for", () => attribute([stretch("KURIER-1", 0, 1)])],
    [
      "of one such bike among its own",
      () => attribute([stretch(newBike(), 0, 1), stretch("KURIER-1", 0, 1)]),
    ],
    [
      "of bikes that only the service believes to be its own",
      () => attribute([stretch("KURIER-1", 0, 1)], "rider-1", mine({ bikePrefixes: ["KURIER-"] })),
    ],
    [
      "of a client that nobody made",
      () => attribute([stretch(newBike(), 0, 1)], "r", mine({ id: randomUUID() })),
    ],
    [
      "of another organisation's client",
      () => attribute([stretch(newBike(), 0, 1)], "r", mine({ id: cast.other.client.id })),
    ],
  ])("nobody rode %s", async (_what, telling) => {
    const before = await rows();
    await expect(telling()).rejects.toMatchObject(refused);
    expect(await rows()).toEqual(before);
  });

  it("a rider of another organisation is nobody here, and a rider called the same another", async () => {
    const theirs = attributeRides(
      ...([cast.other.rider("rider-1"), cast.mine.client, [stretch(newBike(), 0, 1)]] as const),
      "upload",
      cast.suite.stores,
    );
    await expect(theirs).rejects.toMatchObject({ cause: { code: "42501" } });
    const [a, b] = [
      await attribute([stretch(newBike(), 0, 1)]),
      await attributeRides(
        ...([cast.other.rider("rider-1"), cast.other.client, [stretch("KURIER-9", 0, 1)]] as const),
        "upload",
        cast.suite.stores,
      ),
    ];
    expect(a.riderId).not.toBe(b.riderId);
  });

  it("a revoked client, and an organisation without an issuer, tell nothing", async () => {
    const fleet = await cast.fleet("Gone", "GONE-");
    const tell = () =>
      attributeRides(fleet.rider("r"), fleet.client, [stretch("GONE-1", 0, 1)], "u", cast.suite.stores);
    await tell();
    const { owner } = cast.suite;
    await owner.execute(sql`update api_clients set revoked_at = now() where id = ${fleet.client.id}`);
    await expect(tell()).rejects.toMatchObject(refused);
    await owner.execute(sql`update api_clients set revoked_at = null where id = ${fleet.client.id}`);
    await tell();
    await owner.execute(sql`delete from rider_issuers where organisation_id = ${fleet.organisationId}`);
    await expect(tell()).rejects.toMatchObject(refused);
    await fleet.issuer.close();
  });

  it("staff say who rode, of riders of the client's organisation alone, and no tenant does", async () => {
    const bike = newBike();
    const { riderId } = await attribute([], "released");
    const sent = JSON.stringify([{ bike_id: bike, from: START, to: START + MINUTE }]);
    const telling = ({ id }: ApiClient) =>
      sql`select attribute_released(${riderId}::uuid, ${id}::uuid, 'release', ${sent}::text::jsonb)`;
    await expect(cast.suite.db.execute(telling(cast.other.client))).rejects.toMatchObject({
      cause: { constraint_name: "attribution_by_its_client" },
    });
    const behind = asTenant(
      cast.mine.organisationId,
      (transaction) => transaction.execute(telling(cast.mine.client)),
      cast.suite.stores.tenant,
    );
    expect(await refusalOf(behind)).toBe("42501");
    expect(await kept(bike)).toEqual([]);
    await cast.suite.db.execute(telling(cast.mine.client));
    expect(await kept(bike)).toEqual([["released", 0, 1]]);
  });

  it("nobody joins attributions past who looks at them", async () => {
    const joining = sql`select join_attributions(${randomUUID()}::uuid, ${cast.mine.client.id}::uuid, 'u', '[]')`;
    expect(await refusalOf(cast.suite.db.execute(joining))).toBe("42501");
  });

  it.each([
    ["reads who rode", sql`select * from attributions`],
    ["reads who signs", sql`select * from rider_issuers`],
    ["says who signs", sql`update rider_issuers set is_required = false`],
    ["writes past the function", sql`insert into attributions (bike_id) values ('x')`],
    ["removes who rode", sql`delete from attributions`],
  ])("no tenant %s", async (_what, statement) => {
    const asking = asTenant(
      cast.mine.organisationId,
      (transaction) => transaction.execute(statement),
      cast.suite.stores.tenant,
    );
    expect(await refusalOf(asking)).toBe("42501");
  });

  it.each([
    ["writes past the function", sql`insert into attributions (bike_id) values ('x')`],
    ["removes who rode", sql`delete from attributions`],
  ])("no login of the service %s", async (_what, statement) => {
    expect(await refusalOf(cast.suite.db.execute(statement))).toBe("42501");
  });
});
