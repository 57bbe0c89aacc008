import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { SIGNED_LIMITS } from "@/lib/domain/signed-limits";
import { formatNumber } from "@/lib/format/number";
import { attributeReleased } from "./attribute-released";
import { attributeRides, type Stretch } from "./attribute-rides";
import { openRidersSuite, type RidersSuite } from "./testing/riders-suite";

let cast: RidersSuite;
beforeAll(async () => {
  cast = await openRidersSuite(inject("environment"));
});
afterAll(() => cast.close());

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);
const stretch = (bikeId: string, from: number, to: number): Stretch => ({
  ...{ bikeId, fromMs: START + from * MINUTE, toMs: START + to * MINUTE },
});
let bikes = 0;
const newBike = () => `RIED-${++bikes}`;

const attribute = (stretches: readonly Stretch[], reference: string) =>
  attributeRides(cast.mine.rider(reference), cast.mine.client, stretches, randomUUID(), cast.suite.stores);

/** What was recorded before there were bounds: so many minutes with each bike, ten minutes apart. */
async function keep(bikeIds: readonly string[], stretches: number, reference: string): Promise<string> {
  const { riderId } = await attribute([], reference);
  await cast.suite.owner.execute(sql`
    insert into attributions (bike_id, rider_id, from_at, to_at, client_id, upload_id)
    select bike_id, ${riderId}::uuid, at, at + interval '1 minute', ${cast.mine.client.id}::uuid, 'before'
    from unnest(${sql.param([...bikeIds])}::text[]) as bike_id, (
      select to_timestamp(${START}::float8 / 1000) + n * interval '10 minutes' as at from generate_series(0, ${stretches - 1}::int) as n
    ) as kept`);
  return riderId;
}

const count = async () =>
  Number((await cast.suite.owner.execute(sql`select count(*) as n from attributions`))[0]?.n);

const tooLarge = (words: string) => ({
  code: "too-large",
  message: `body: expected at most ${words}, with what was signed before; got more`,
});

describe("of one rider", () => {
  it("so many stretches of a bike are kept, as they are once joined, and none beyond", async () => {
    const [bike, another] = [newBike(), newBike()];
    const stretches = SIGNED_LIMITS.stretchesOfBike;
    await keep([bike], stretches - 1, "often");
    const beyond = (minutes: number) => stretch(bike, 10 * stretches + minutes, 10 * stretches + minutes);
    expect(await attribute([beyond(0)], "often")).toMatchObject({ added: 1 });
    const before = await count();
    for (const more of [[beyond(10)], [stretch(another, 0, 1), beyond(10), beyond(20)]])
      await expect(attribute(more, "often")).rejects.toMatchObject(
        tooLarge(`${formatNumber(20_000)} stretches of readings of one rider and bike, each 5 min apart`),
      );
    expect(await count()).toBe(before);
    expect(await attribute([beyond(0), beyond(4)], "often")).toMatchObject({ added: 1 });
    expect(await attribute([stretch(bike, 0, 20), beyond(14)], "often")).toMatchObject({ added: 2 });
    expect(await attribute([beyond(10)], "rider-1")).toMatchObject({ added: 1 });
    expect(await attribute([stretch(another, 0, 1)], "often")).toMatchObject({ added: 1 });
  });

  it("so many bikes are, and no new one beyond", async () => {
    const had = Array.from({ length: SIGNED_LIMITS.bikes - 1 }, newBike);
    await keep(had, 1, "everywhere");
    expect(await attribute([stretch(newBike(), 0, 1)], "everywhere")).toMatchObject({ added: 1 });
    const before = await count();
    await expect(attribute([stretch(newBike(), 0, 1)], "everywhere")).rejects.toMatchObject(
      tooLarge(`${formatNumber(2_000)} bikes of one rider`),
    );
    expect(await count()).toBe(before);
    expect(await attribute([stretch(had[0] ?? "", 60, 61)], "everywhere")).toMatchObject({ added: 1 });
  });

  it("what staff give another time to is bounded the same", async () => {
    const bike = newBike();
    const riderId = await keep([bike], SIGNED_LIMITS.stretchesOfBike, "released often");
    const release = { riderId, clientId: cast.mine.client.id, releaseId: "release" };
    await expect(attributeReleased(cast.suite.db, release, [stretch(bike, -60, -50)])).rejects.toMatchObject({
      code: "too-large",
    });
  });
});
