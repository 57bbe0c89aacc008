import { digestBy } from "@/lib/analytics/tells-of-cell";
import { mintGrant } from "@/lib/consent/grant/mint-grant";
import { isWholeAskedFor } from "@/lib/consent/projection/whole-projection";
import { openDatabase } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import type { Names } from "@/lib/domain/names";
import type { ReportsSettings } from "@/lib/env/reports";
import type { WorkerEnvironment } from "@/lib/env/worker";
import { createElasticsearch } from "@/lib/es/client";
import { estimateAsPublished } from "@/lib/range-model/estimate-as-published";
import { openPublishedModels } from "@/lib/range-model/open-published-models";
import { Completeness } from "./completeness";
import { FigureMaker } from "./figure-maker";
import type { FigureSurroundings } from "./figure-surroundings";
import { figuresTurn } from "./figures-turn";
import { type EvidenceSurroundings, giveEvidence } from "./give-evidence";
import { learnRangeModelNow } from "./learn-range-model";
import { rangeModelHistory } from "./range-model-history";
import { type Sending, sendDocuments } from "./send-documents";
import { TELLS_NOBODY, type TellsOfFigures } from "./tells-of-figures";

const HOUR_MS = 3_600_000;

/**
 * What the lane of figures does, as user and login `projection`, and closes.
 * @param onRefused is told of documents that the store will never take; `onOther` of evidence that is not the same; `told` of
 * what is done.
 */
export function openFigures(
  environment: Pick<WorkerEnvironment, "SLIPSTREAM_ELASTICSEARCH_URL" | "SLIPSTREAM_REPORT_ZONE"> &
    Partial<Pick<WorkerEnvironment, "SLIPSTREAM_REPORT_EARLY_RIDERS">>,
  settings: ReportsSettings,
  names: Names,
  now: () => number,
  {
    onRefused,
    onOther = () => undefined,
    told = TELLS_NOBODY,
  }: Pick<Sending, "onRefused"> & {
    readonly onOther?: EvidenceSurroundings["onOther"];
    readonly told?: TellsOfFigures;
  },
  own: Partial<Pick<FigureSurroundings, "grantFor" | "mostBytes">> = {},
) {
  const { db, close } = openDatabase(settings.SLIPSTREAM_DATABASE_PROJECTION_URL);
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL,
    username: "projection",
    password: settings.SLIPSTREAM_ELASTICSEARCH_PROJECTION_PASSWORD,
  });
  const wrapping = Buffer.from(settings.SLIPSTREAM_PSEUDONYM_KEY, "base64");
  const digest = digestBy(wrapping);
  const published = openPublishedModels(es, names);
  const around: FigureSurroundings = {
    ...{ es, index: names.consentedRides, db, zone: environment.SLIPSTREAM_REPORT_ZONE, digest, now },
    earlyRiders: environment.SLIPSTREAM_REPORT_EARLY_RIDERS,
    grantFor: (purpose) => asking(() => mintGrant(db, purpose, wrapping)),
    estimates: async () => estimateAsPublished(await published()),
    ...own,
  };
  const maker = new FigureMaker(around);
  const refused = (id: string, why: string) => {
    told.refused();
    onRefused(id, why);
  };
  const sending = { db, es, index: names.figures, onRefused: refused, onSent: told.written };
  const completeness = new Completeness(es, names, now);
  const history = rangeModelHistory(db, now);
  const grant = () => asking(() => mintGrant(db, "range-model", wrapping));
  let learnsAtMs = Number.NEGATIVE_INFINITY;
  return {
    /** Computes what is marked, due or asked for, and writes what is published; how much that was. */
    async turn(): Promise<number> {
      // Who restored a backup has all rides projected anew: figures without those that are still missing would stay.
      if (await asking(() => isWholeAskedFor(db))) return 0;
      // What an interrupted process kept is written first.
      const before = await sendDocuments(sending);
      const blocks = await figuresTurn(db, maker, now());
      told.computed(blocks);
      // Evidence is of what reports show: what was just published is there before.
      const published = before + (await sendDocuments(sending));
      const given = await giveEvidence({ ...around, figures: names.figures, onOther });
      const sent = published + (await sendDocuments(sending));
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
