import { digestBy } from "@/lib/analytics/tells-of-cell";
import { mintGrant } from "@/lib/consent/grant/mint-grant";
import { openDatabase } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import type { Names } from "@/lib/domain/names";
import type { ReportsSettings } from "@/lib/env/reports";
import type { WorkerEnvironment } from "@/lib/env/worker";
import { createElasticsearch } from "@/lib/es/client";
import { Completeness } from "./completeness";
import { FigureMaker, type FigureSurroundings } from "./figure-maker";
import { figuresTurn } from "./figures-turn";
import { giveEvidence } from "./give-evidence";
import { learnRangeModelNow } from "./learn-range-model";
import { rangeModelHistory } from "./range-model-history";
import { sendDocuments } from "./send-documents";
import { TELLS_NOBODY, type TellsOfFigures } from "./tells-of-figures";

const HOUR_MS = 3_600_000;

/** What the lane of figures does, as user and login `projection`, and closes. */
export function openFigures(
  environment: Pick<WorkerEnvironment, "SLIPSTREAM_ELASTICSEARCH_URL" | "SLIPSTREAM_REPORT_ZONE">,
  settings: ReportsSettings,
  names: Names,
  now: () => number,
  own: Partial<Pick<FigureSurroundings, "grantFor">> = {},
  told: TellsOfFigures = TELLS_NOBODY,
) {
  const { db, close } = openDatabase(settings.SLIPSTREAM_DATABASE_PROJECTION_URL);
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL,
    username: "projection",
    password: settings.SLIPSTREAM_ELASTICSEARCH_PROJECTION_PASSWORD,
  });
  const wrapping = Buffer.from(settings.SLIPSTREAM_PSEUDONYM_KEY, "base64");
  const digest = digestBy(wrapping);
  const maker = new FigureMaker({
    ...{ es, index: names.consentedRides, db, zone: environment.SLIPSTREAM_REPORT_ZONE, digest, now },
    grantFor: (purpose) => asking(() => mintGrant(db, purpose, wrapping)),
    ...own,
  });
  const completeness = new Completeness(es, names, now);
  const history = rangeModelHistory(db, now);
  const grant = () => asking(() => mintGrant(db, "range-model", wrapping));
  let learnsAtMs = Number.NEGATIVE_INFINITY;
  return {
    /** Computes what is marked, due or asked for, and writes what is published; how much that was. */
    async turn(): Promise<number> {
      // What an interrupted process kept is written first.
      const before = await sendDocuments(db, es, names.figures, told.written);
      const blocks = await figuresTurn(db, maker, now());
      told.computed(blocks);
      const given = await giveEvidence(db, maker, now);
      const sent = before + (await sendDocuments(db, es, names.figures, told.written));
      await completeness.say(sent > 0);
      told.saidCompleteness(completeness.lastSaidAtMs);
      if (now() >= learnsAtMs) {
        const publication = await learnRangeModelNow({ es, names, grant, digest, history, now });
        told.learned(publication, now());
        // Once a day; sooner while there are too few riders for it.
        learnsAtMs = now() + (publication === "too-few-riders" ? HOUR_MS : 24 * HOUR_MS);
      }
      return blocks + given + sent;
    },
    close: async () => {
      await Promise.all([close(), es.close()]);
    },
  };
}
