import { setImmediate as turn } from "node:timers/promises";
import { type ArrivedShare, arrivedShares } from "@/lib/analytics/completeness/arrived-share";
import { KnownCohorts } from "@/lib/analytics/completeness/known-cohorts";
import { readCohorts } from "@/lib/analytics/completeness/read-cohorts";
import { FigureBlock } from "@/lib/domain/figures";
import type { Names } from "@/lib/domain/names";
import type { Elasticsearch } from "@/lib/es/client";
import { pageThrough } from "@/lib/es/page-through";
import { refreshIndex } from "@/lib/es/refresh-index";
import { createSearch } from "@/lib/es/search";
import { lines, sendLines } from "../rides/send-lines";

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;
/** After publications. */
const AT_MOST_EVERY_MS = 60_000;
/** Of older blocks nearly all has come, and it is no more said how much. */
const SAID_FOR_MS = 90 * DAY_MS;
/** So far back is looked at how late rides came. */
const LEARNS_FROM_MS = 240 * DAY_MS;
const BLOCKS_PER_PAGE = 200;
/** All that is needed of them: cells of places are megabytes. */
const Head = FigureBlock.pick({ from: true, to: true, coverage: true, completeness: true });
/** Shares are said in whole per cents: finer, they would tell of single rides. */
const rounded = (share: number): number => Math.round(share * 100) / 100;

/** Says of published blocks how much of what began in them has arrived: what changes with time alone is no publication. */
export class Completeness {
  private saidAtMs = Number.NEGATIVE_INFINITY;
  private isDue = false;
  private readonly cohorts: KnownCohorts;

  constructor(
    private readonly es: Elasticsearch,
    private readonly names: Names,
    private readonly now: () => number,
  ) {
    const search = createSearch(es, names);
    this.cohorts = new KnownCohorts((fromMs, toMs) => readCohorts(search, fromMs, toMs));
  }

  /** When it was last said, ms since epoch; before that, minus infinity. */
  get lastSaidAtMs(): number {
    return this.saidAtMs;
  }

  /**
   * Says it once an hour, and within a minute where blocks were published.
   * @param hasPublished whether some were now.
   * @returns how many documents say something else than before.
   * @throws BulkFault by the class of what was answered, AppError `unavailable`.
   */
  async say(hasPublished: boolean): Promise<number> {
    const nowMs = this.now();
    this.isDue ||= hasPublished;
    if (nowMs - this.saidAtMs < (this.isDue ? AT_MOST_EVERY_MS : EVERY_MS)) return 0;
    const { es, names } = this;
    const cohorts = await this.cohorts.from(nowMs - LEARNS_FROM_MS, nowMs);
    const shareOf = arrivedShares(cohorts, nowMs);
    const known = new Map<string, ArrivedShare | null>();
    await refreshIndex(es, names.figures);
    const query = {
      bool: {
        filter: [
          { term: { kind: "block" } },
          { range: { to: { gte: nowMs - SAID_FOR_MS, format: "epoch_millis" } } },
        ],
      },
    };
    const question = { query, sort: [{ from: "asc" }], perPage: BLOCKS_PER_PAGE, without: ["cells"] };
    let said = 0;
    for await (const page of pageThrough(es, names.figures, question)) {
      const actions: string[] = [];
      for (const { id, source, seqNo, primaryTerm } of page) {
        const block = Head.parse(source);
        const bounds = `${block.from} ${block.to}`;
        if (!known.has(bounds)) {
          known.set(bounds, shareOf({ fromMs: block.from, toMs: block.to }));
          await turn();
        }
        // Of few bikes' rides nothing is said, nor how many of them have come.
        const told = block.coverage.all === null ? null : (known.get(bounds) ?? null);
        const completeness = inPerCents(told);
        if (JSON.stringify(completeness) === JSON.stringify(block.completeness)) continue;
        // One that is published meanwhile is said of with the next.
        const only = { if_seq_no: seqNo, if_primary_term: primaryTerm };
        actions.push(lines({ update: { _id: id, ...only } }, { doc: { completeness } }));
      }
      await sendLines(es, names.figures, actions);
      said += actions.length;
    }
    this.saidAtMs = nowMs;
    this.isDue = false;
    return said;
  }
}

const inPerCents = (told: ArrivedShare | null): FigureBlock["completeness"] =>
  told && { share: rounded(told.share), low: rounded(told.low), high: rounded(told.high) };
