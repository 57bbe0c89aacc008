import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { aConsentedRide } from "@/lib/analytics/testing/consented-rides";
import { askForWhole, beginWhole, endWhole, takeWhole } from "@/lib/consent/projection/whole-projection";
import { openFiguresSuite } from "./testing/figures-suite";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const DAY = "2026-11-17";
const ZONE = "Europe/Berlin";

let suite: Awaited<ReturnType<typeof openFiguresSuite>>;
beforeAll(async () => {
  suite = await openFiguresSuite(inject("environment"), NOW);
});
afterAll(() => suite.close());

const ridesOf = (riders: number) =>
  Object.fromEntries(
    Array.from({ length: riders }, (_, at) => [
      `ride-${at}`,
      aConsentedRide({ rider: `rider-${at}`, day: DAY, climb_m: at }),
    ]),
  );

it("nothing is published while rides that count are still missing", async () => {
  const lane = suite.open();
  try {
    await askForWhole(suite.maker);
    await suite.count(ridesOf(11));
    expect(await lane.turn()).toBe(0);
    expect((await suite.blocks()).size).toBe(0);
    await beginWhole(suite.db, ZONE, true);
    expect(await lane.turn()).toBe(0);
    await suite.db.transaction(async (held) => {
      const whole = await takeWhole(held, ZONE);
      if (!whole) throw new Error("expected all bikes to be due, got none");
      await endWhole(held, ZONE, whole);
    });
    expect(await lane.turn()).toBeGreaterThan(0);
    expect([...(await suite.blocks()).values()].map(({ block }) => block)).toContain(DAY);
  } finally {
    await lane.close();
  }
});
