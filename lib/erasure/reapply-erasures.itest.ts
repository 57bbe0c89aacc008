import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { consentsOf } from "@/lib/consent/consents-of";
import { recordConsent } from "@/lib/consent/record-consent";
import { byApp, type ConsentSuite, openConsentSuite } from "@/lib/consent/testing/consent-suite";
import { openErasureSession } from "@/lib/db/erasure-session";
import { eraseRider } from "./erase-rider";
import { listErasures } from "./list-erasures";
import { reapplyErasures } from "./reapply-erasures";

const CONSOLE = { kind: "console", command: "erasure" } as const;
let cast: ConsentSuite;
beforeAll(async () => {
  cast = await openConsentSuite(inject("environment"));
});
afterAll(() => cast.suite.close());

async function someRider(): Promise<string> {
  const reference = randomUUID();
  await recordConsent(cast.app, byApp({ reference }), cast.suite.stores);
  return cast.riderOf(cast.fleet.id, reference);
}

/** The session of the login that erases, on this suite's database. */
function erasing() {
  const url = new URL(inject("environment").SLIPSTREAM_DATABASE_ERASURE_URL ?? "");
  url.pathname = new URL(cast.suite.url).pathname;
  return openErasureSession(url.href);
}

describe("after a restore from a backup", () => {
  it("begins every erasure anew, and keeps its receipts", async () => {
    const riderId = await someRider();
    const told = { reason: "asked by letter", evidence: "letter of 3 November", channel: "letter" } as const;
    const { id } = await eraseRider(cast.officer, { ...told, id: randomUUID(), riderId }, cast.suite.stores);
    const session = erasing();
    await session.begin(id, "survey");
    await session.end(id, "survey", { readings: 3 });
    await session.addReceipt(id, { kind: "erased", streams: [], steps: [] });
    const listed = async () =>
      (await listErasures(cast.officer, { riderId }, cast.suite.stores)).find((one) => one.id === id);
    expect((await listed())?.at).toBe("publish");
    await reapplyErasures(CONSOLE, [], cast.suite.stores);
    expect(await listed()).toMatchObject({ at: "survey", steps: [], receipts: [{ kind: "erased" }] });
    expect((await session.open()).find((one) => one.id === id)).toMatchObject({ isErased: true });
    await session.close();
  });

  it("takes up what only the topic still knows, withdraws that rider's consent again, and does so once", async () => {
    const riderId = await someRider();
    const stone = { reportedAs: "LI-000001", from: null, to: 1_000, rider: riderId };
    const first = await reapplyErasures(CONSOLE, [stone], cast.suite.stores);
    expect(first).toMatchObject({ foundInTopic: 1, unknownRiders: [] });
    const consents = await consentsOf(cast.officer, { riderId }, cast.suite.stores);
    expect(consents.every(({ inForce }) => inForce === null)).toBe(true);
    const again = await reapplyErasures(CONSOLE, [stone], cast.suite.stores);
    expect(again.foundInTopic).toBe(0);
    const rows = await cast.suite.owner.execute(
      sql`select reported_as, from_ms, to_ms::int from tombstones where rider_id = ${riderId}::uuid`,
    );
    expect(rows).toEqual([{ reported_as: "LI-000001", from_ms: null, to_ms: 1_000 }]);
  });

  it("names riders of the topic whom the database does not know", async () => {
    const rider = randomUUID();
    const stone = { reportedAs: "LI-000002", from: 1, to: 2, rider };
    expect(await reapplyErasures(CONSOLE, [stone], cast.suite.stores)).toMatchObject({
      unknownRiders: [rider],
    });
  });
});
