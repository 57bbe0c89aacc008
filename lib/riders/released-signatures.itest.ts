import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { storedDocuments } from "@/ingest-worker/testing/stored";
import { HEADER } from "@/lib/domain/packet";
import { listQuarantine } from "@/lib/repair/quarantine/list-quarantine";
import { releaseQuarantined } from "@/lib/repair/quarantine/release-quarantined";
import { AUTHOR, startRepairSuite } from "@/lib/repair/testing/repair-suite";

const MINUTE = 60_000;
const NOW_MS = Date.now();
/** The phone's clock begins with 1970; it was right an hour ago. */
const START_MS = NOW_MS - 60 * MINUTE;
const correction = { offsetMs: START_MS };

let suite: Awaited<ReturnType<typeof startRepairSuite>>;
let client: string;
let bob: string;
beforeAll(async () => {
  suite = await startRepairSuite(inject("environment"));
});
afterAll(() => suite.stop());

let bikes = 0;
let bike = "";
beforeEach(async () => {
  bike = `SIGNED-${++bikes}`;
  client = randomUUID();
  const [made] = await suite.stores.db.execute<{ id: string; organisation: string }>(sql`
    with fleet as (insert into organisations (name, kind) values (${`Ried ${client}`}, 'fleet') returning id),
    sender as (insert into api_clients (id, organisation_id, name, key_hash, scopes, sources, bike_ids, bike_prefixes)
      select ${client}::uuid, id, 'app', ${client}, '{write}', '{app}', '{}', '{SIGNED-}' from fleet)
    insert into riders (organisation_id, reference) select id, 'bob' from fleet returning id, organisation_id as organisation`);
  bob = made?.id ?? "";
});

/** Sends what Bob's phone recorded at these minutes of its clock. */
async function send(minutes: readonly number[], { rider = bob, fromMs = 0, source = "app" } = {}) {
  const readings = minutes.map((minute) => ({ t: fromMs + minute * MINUTE, soc_pct: 50 }));
  await suite.running.publisher.publish(suite.running.names.topics.telemetryLate, [
    {
      key: bike,
      value: JSON.stringify({ v: 1, bike_id: bike, source, readings }),
      headers: {
        [HEADER.receivedAt]: String(NOW_MS),
        [HEADER.ingestClient]: client,
        [HEADER.rider]: rider,
      },
    },
  ]);
  await suite.running.caughtUp();
}
async function release(offset = correction, dryRun = false) {
  const { es, names } = suite.running;
  await es.transport.request({ method: "POST", path: `/${names.quarantine}/_refresh` });
  const { entries } = await listQuarantine(AUTHOR, { bikeId: bike }, suite.stores);
  const ids = entries.map(({ id }) => id);
  const input = { ids, correction: offset, why: "the clock was wrong", dryRun };
  const released = await releaseQuarantined(AUTHOR, input, suite.stores);
  await suite.running.caughtUp();
  return released.entries.map(({ outcome }) =>
    outcome.kind === "not-released" ? outcome.why : outcome.kind,
  );
}
/** Who is said to have ridden the bike when, in minutes since the right start. */
const attributed = async () =>
  (
    await suite.stores.db.execute<{ rider: string; from: number; to: number }>(sql`
      select rider_id as rider, extract(epoch from from_at)::float8 * 1000 as from, extract(epoch from to_at)::float8 * 1000 as to
      from attributions where bike_id = ${bike} order by from_at`)
  ).map(({ rider, from, to }) => [rider, (from - START_MS) / MINUTE, (to - START_MS) / MINUTE]);
const stored = async () => (await storedDocuments(suite.running.es, suite.running.names, bike)).length;
const erase = (askedMs: number) =>
  suite.stores.db.execute(sql`
    insert into erasures (id, rider_id, reason, evidence, asked_by, asked_at, withdrawals)
    values (gen_random_uuid(), ${bob}::uuid, 'asked by letter', 'a letter', 'console:test', to_timestamp(${askedMs}::float8 / 1000), '{}')`);

describe("a signed reading that is released from quarantine", () => {
  it("was ridden by its rider at the right time, as one stretch where five minutes apart at most", async () => {
    await send([0, 4, 8, 30]);
    expect(await attributed()).toEqual([]);
    expect(await release()).toEqual(Array(4).fill("released"));
    expect(await attributed()).toEqual([
      [bob, 0, 8],
      [bob, 30, 30],
    ]);
    expect(await stored()).toBe(4);
  });

  it("was so by a clock that was ahead, too, and by a client that is revoked by now", async () => {
    await suite.stores.db.execute(sql`update api_clients set revoked_at = now() where id = ${client}::uuid`);
    await send([0, 1], { fromMs: START_MS + 180 * MINUTE });
    expect(await release({ offsetMs: -180 * MINUTE })).toEqual(["released", "released"]);
    expect(await attributed()).toEqual([[bob, 0, 1]]);
  });

  it("says nothing of who rode where the bike itself recorded it, nor where it is only foreseen", async () => {
    await send([0]);
    expect(await release(correction, true)).toEqual(["to-be-released"]);
    expect(await attributed()).toEqual([]);
    bike = `${bike}-OWN`;
    await send([0], { source: "iot" });
    expect(await release()).toEqual(["released"]);
    expect(await attributed()).toEqual([]);
  });

  it("is not released to a time of before its rider had all erased, and is to one after it", async () => {
    await erase(START_MS + 10 * MINUTE);
    await send([9]);
    const refused = [expect.stringContaining("expected a reading whose rider was not erased")];
    expect(await release(correction, true)).toEqual(refused);
    expect(await release()).toEqual(refused);
    expect([await attributed(), await stored()]).toEqual([[], 0]);
    expect(await release({ offsetMs: START_MS + MINUTE })).toEqual(["released"]);
    expect([await attributed(), await stored()]).toEqual([[[bob, 10, 10]], 1]);
  });

  it.each([
    ["nobody knows", () => ({ rider: randomUUID() })],
    ["is named by no id", () => ({ rider: "bob" })],
  ])("is not released where its rider %s", async (_who, over) => {
    await send([0], over());
    expect(await release()).toEqual([expect.stringContaining("expected a reading whose rider is known")]);
    expect(await stored()).toBe(0);
  });
});
