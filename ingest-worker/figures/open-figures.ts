import type { ConsentGrant } from "@/lib/consent/consent-grant";
import type { Database } from "@/lib/db/client";
import { openDatabase } from "@/lib/db/client";
import type { Purpose } from "@/lib/domain/consent";
import type { Names } from "@/lib/domain/names";
import { createElasticsearch } from "@/lib/es/client";
import { FigureMaker } from "./figure-maker";
import { figuresTurn } from "./figures-turn";
import { giveEvidence } from "./give-evidence";
import { sendDocuments } from "./send-documents";

export interface FiguresOptions {
  readonly elasticsearchUrl: string;
  /** Of user `projection`. */
  readonly elasticsearchPassword: string;
  /** Of login `projection`. */
  readonly databaseUrl: string;
  readonly zone: string;
  readonly grantFor: (db: Database, purpose: Purpose) => Promise<ConsentGrant>;
}

/** What the lane of figures does, and closes. */
export function openFigures(options: FiguresOptions, names: Names, now: () => number) {
  const { db, close } = openDatabase(options.databaseUrl);
  const es = createElasticsearch({
    url: options.elasticsearchUrl,
    username: "projection",
    password: options.elasticsearchPassword,
  });
  const maker = new FigureMaker({
    ...{ es, index: names.consentedRides, db, zone: options.zone, now },
    grantFor: (purpose) => options.grantFor(db, purpose),
  });
  return {
    /** Computes what is marked, due or asked for, and writes what is published; how much that was. */
    async turn(): Promise<number> {
      // What an interrupted process kept is written first.
      const before = await sendDocuments(db, es, names.figures);
      const blocks = await figuresTurn(db, maker, now());
      const given = await giveEvidence(db, maker, now);
      return before + blocks + given + (await sendDocuments(db, es, names.figures));
    },
    close: async () => {
      await Promise.all([close(), es.close()]);
    },
  };
}
