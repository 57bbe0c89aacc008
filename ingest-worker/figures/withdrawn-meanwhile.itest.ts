import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { daysOf } from "@/lib/analytics/blocks";
import { digestBy } from "@/lib/analytics/tells-of-cell";
import { aConsentedRide } from "@/lib/analytics/testing/consented-rides";
import { mintGrant } from "@/lib/consent/grant/mint-grant";
import { sql } from "@/lib/db/testing/statement";
import { openProjectionSuite, type ProjectionSuite, ZONE } from "../projection/testing/projection-suite";
import { lines, sendLines } from "../rides/send-lines";
import { FigureMaker } from "./figure-maker";
import { riderWhoAgreed } from "./testing/rider-who-agreed";

const PURPOSE = "product-research";
const NOW = Date.parse("2026-11-24T12:00:00Z");
const DAYS = ["2026-11-16", "2026-11-17", "2026-11-18"];

let suite: ProjectionSuite;
beforeAll(async () => {
  suite = await openProjectionSuite(inject("environment"));
});
afterAll(() => suite.close());

const ofTable = async (day: string) =>
  (await suite.rows(sql`select key from figure_atoms where table_name = 'riding' and block = ${day}`)).map(
    ({ key }) => key,
  );

describe("whoever withdraws while figures are computed", () => {
  // Of a day: asked before its rides are read, before its first table is computed, and before that is committed.
  it.each([1, 2, 3])(
    "is not in what is committed then: a tenth rider who leaves when the ledger is asked for the %d. time",
    async (asked) => {
      const { pseudonym, withdraw } = await riderWhoAgreed(suite, `leaves-at-${asked}`, PURPOSE);
      const day = DAYS[asked - 1] ?? "";
      const riders = [pseudonym, ...Array.from({ length: 9 }, (_, at) => `other-${at}`)];
      await sendLines(
        suite.es,
        suite.names.consentedRides,
        riders.map((rider, climb_m) =>
          lines({ index: { _id: `${rider} ${day}` } }, aConsentedRide({ rider, day, climb_m })),
        ),
      );
      let [left, isArmed] = [asked, false];
      const maker = new FigureMaker({
        ...{ es: suite.es, index: suite.names.consentedRides, db: suite.db, zone: ZONE, now: () => NOW },
        digest: digestBy(suite.wrapping),
        estimates: async () => () => null,
        grantFor: async (purpose) => {
          if (isArmed && left-- === 1) await withdraw();
          return mintGrant(suite.db, purpose, suite.wrapping);
        },
      });
      // Asked of all purposes once a minute; not of interest here.
      await maker.askWhoWithdrew();
      isArmed = true;
      await maker.days(PURPOSE, new Map([[day, []]]));
      expect(left).toBeLessThan(1);
      expect(await ofTable(day)).toEqual([]);
    },
  );

  // Somebody who asks in time remembers it; who did not ask for so long remembers nothing.
  it.each([
    { name: "was asked about in time", day: "2026-11-10", week: "2026-W46", minutes: 2 },
    { name: "was not asked about for too long", day: "2026-11-03", week: "2026-W45", minutes: 90 },
  ])("is in no week of days computed before, though excluded no more by then: $name", async (told) => {
    const { pseudonym, withdraw } = await riderWhoAgreed(suite, told.name, PURPOSE);
    const write = (actions: readonly string[]) => sendLines(suite.es, suite.names.consentedRides, actions);
    const riders = [pseudonym, ...Array.from({ length: 9 }, (_, at) => `other-${at}`)];
    // Each on a day of its own half: so no day has ten.
    const days = [told.day, daysOf({ grain: "week", block: told.week })[0] ?? ""];
    const rides = riders.map((rider, at) => ({
      id: `${rider} ${told.week}`,
      rider,
      day: days[at % 2] ?? "",
    }));
    await write(
      rides.map(({ id, rider, day }, climb_m) =>
        lines({ index: { _id: id } }, aConsentedRide({ rider, day, climb_m })),
      ),
    );
    let nowMs = NOW;
    const maker = new FigureMaker({
      ...{ es: suite.es, index: suite.names.consentedRides, db: suite.db, zone: ZONE, now: () => nowMs },
      digest: digestBy(suite.wrapping),
      estimates: async () => () => null,
      grantFor: (purpose) => mintGrant(suite.db, purpose, suite.wrapping),
    });
    await maker.askWhoWithdrew();
    await maker.days(PURPOSE, new Map(days.map((day) => [day, []])));
    await withdraw();
    nowMs += told.minutes * 60_000;
    if (told.minutes < 30) await maker.askWhoWithdrew();
    await write([lines({ delete: { _id: `${pseudonym} ${told.week}` } })]);
    await suite.owner.execute(sql`delete from purges_due`);
    expect((await mintGrant(suite.db, PURPOSE, suite.wrapping)).excluded.size).toBe(0);
    await maker.askWhoWithdrew();
    await maker.longer(PURPOSE, { grain: "week", block: told.week });
    expect(await ofTable(told.week)).toEqual([]);
  });
});
