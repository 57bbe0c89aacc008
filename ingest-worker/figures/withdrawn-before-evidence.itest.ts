import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { digestBy } from "@/lib/analytics/tells-of-cell";
import { aConsentedRide } from "@/lib/analytics/testing/consented-rides";
import { mintGrant } from "@/lib/consent/grant/mint-grant";
import { askForEvidence } from "@/lib/db/evidence-requests";
import { sql } from "@/lib/db/testing/statement";
import type { Purpose } from "@/lib/domain/consent";
import type { Evidence } from "@/lib/domain/figures";
import { openProjectionSuite, type ProjectionSuite, ZONE } from "../projection/testing/projection-suite";
import { lines, sendLines } from "../rides/send-lines";
import { FigureMaker } from "./figure-maker";
import { giveEvidence } from "./give-evidence";
import { sendDocuments } from "./send-documents";
import { riderWhoAgreed } from "./testing/rider-who-agreed";

const PURPOSE = "product-research";
const NOW = Date.parse("2026-11-24T12:00:00Z");
const DAYS = ["2026-11-16", "2026-11-17", "2026-11-18"];

let suite: ProjectionSuite;
beforeAll(async () => {
  suite = await openProjectionSuite(inject("environment"));
});
afterAll(() => suite.close());

// Asked before rides are read, before they are compared, and before that is said. What was published is wrong, and whoever computes it
// with the rides of all its riders sees that.
it.each([1, 2, 3])(
  "evidence is computed without who withdraws when the ledger is asked for the %d. time",
  async (asked) => {
    const { pseudonym, withdraw } = await riderWhoAgreed(suite, `withdraws-at-${asked}`, PURPOSE);
    const day = DAYS[asked - 1] ?? "";
    const riders = [pseudonym, ...Array.from({ length: 11 }, (_, at) => `other-${at}`)];
    await sendLines(
      suite.es,
      suite.names.consentedRides,
      riders.map((rider, climb_m) =>
        lines({ index: { _id: `${rider} ${day}` } }, aConsentedRide({ rider, day, climb_m })),
      ),
    );
    let left = Number.POSITIVE_INFINITY;
    const told: Evidence[] = [];
    const around = {
      ...{ es: suite.es, index: suite.names.consentedRides, db: suite.db, zone: ZONE, now: () => NOW },
      ...{ figures: suite.names.figures, onOther: (evidence: Evidence) => told.push(evidence) },
      digest: digestBy(suite.wrapping),
      estimates: async () => () => null,
      grantFor: async (purpose: Purpose) => {
        if (left-- === 1) await withdraw();
        return mintGrant(suite.db, purpose, suite.wrapping);
      },
    };
    await new FigureMaker(around).days(PURPOSE, new Map([[day, []]]));
    const wrong = sql`jsonb_set(cell_values, '{0}', '13'::jsonb)`;
    await suite.db.execute(
      sql`update figure_atoms set cell_values = ${wrong} where table_name = 'riding' and block = ${day}`,
    );
    await suite.db.execute(sql`
      update figure_documents set document = jsonb_set(document, '{cells,0,values,0}', '13'::jsonb)
      where id = ${`block|usage|day|${day}`}`);
    const sending = { db: suite.db, es: suite.es, index: suite.names.figures, onRefused: () => undefined };
    await sendDocuments(sending);
    const request = { definition: "usage", grain: "day", block: day } as const;
    await askForEvidence(suite.maker, request, "analyst");
    expect(await giveEvidence(around)).toBe(1);
    expect(told).toMatchObject([
      { same: false, because: [expect.stringContaining("come to another value")] },
    ]);
    await askForEvidence(suite.maker, request, "analyst");
    left = asked;
    // Somebody who withdraws at the very end has it computed once more.
    expect(await giveEvidence(around)).toBe(asked === 3 ? 0 : 1);
    expect(await giveEvidence(around)).toBe(asked === 3 ? 1 : 0);
    expect(told).toHaveLength(1);
  },
);
