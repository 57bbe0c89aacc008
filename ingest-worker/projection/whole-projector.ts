import { z } from "zod";
import {
  beginWhole,
  endWhole,
  keepWhole,
  keptBikes,
  takeWhole,
  type WholeProjection,
} from "@/lib/consent/projection/whole-projection";
import { readByIds } from "@/lib/es/read-by-id";
import { refreshIndices } from "@/lib/es/refresh-index";
import { searchMany } from "@/lib/es/search-many";
import type { Projector, ProjectorOptions } from "./projector";

/** So that whoever else waits for the store or for a rider waits for one short step. */
const BIKES_PER_STEP = 50;
/** Of most of those only something is asked. */
const KEPT_PER_STEP = 500;
const EVER = { fromMs: null, toMs: null };
const Head = z.object({ bike_id: z.string() });

interface Page {
  readonly bikeIds: readonly string[];
  /** The last bike that this page settles; null where the phase is at its end. */
  readonly after: string | null;
}

/**
 * Projects all bikes, where they never were by the present rules for this zone: there were rides before there was a projection,
 * or its days are others now. Step by step, each with how far it is in one transaction: whoever is interrupted goes on from there.
 */
export class WholeProjector {
  private isStart = true;

  constructor(
    private readonly options: ProjectorOptions,
    private readonly projector: Pick<Projector, "projectWithin">,
  ) {}

  /**
   * Makes one step.
   * @returns bikes that it projected; null where nothing is to be done now.
   * @throws BulkFault and faults of the database; to be called again then.
   */
  async step(): Promise<number | null> {
    const { db, zone } = this.options;
    const made = await db.transaction(async (held) => {
      const whole = this.isStart ? null : await takeWhole(held, zone);
      if (whole === null) return null;
      const { bikeIds, after } = await this.pageOf(whole);
      if (bikeIds.length > 0)
        await this.projector.projectWithin(
          held,
          bikeIds.map((bikeId) => ({ bikeId, intervals: [EVER], causes: ["formula"] })),
        );
      const done = { ...whole, after, bikes: whole.bikes + bikeIds.length };
      if (after !== null) await keepWhole(held, zone, done);
      else if (whole.phase === "rides") await keepWhole(held, zone, { ...done, phase: "kept" });
      else await endWhole(held, zone, done);
      return bikeIds.length;
    });
    if (made === null) await beginWhole(db, zone, this.isStart);
    this.isStart = false;
    return made;
  }

  private pageOf(whole: WholeProjection): Promise<Page> {
    return whole.phase === "rides" ? this.withRides(whole.after) : this.withoutRides(whole.after);
  }

  /** Whose rides were ever worked on: each has a head. One that is made behind the page is told of by itself. */
  private async withRides(after: string | null): Promise<Page> {
    const { es, rides } = this.options;
    if (after === null) await refreshIndices(es, [rides]);
    const body = {
      size: BIKES_PER_STEP,
      sort: [{ bike_id: "asc" }],
      _source: ["bike_id"],
      query: { bool: { filter: [{ term: { kind: "head" } }] } },
      ...(after === null ? {} : { search_after: [after] }),
    };
    const [heads = []] = await searchMany(es, "bikes-to-project", rides, [body]);
    const bikeIds = heads.map((head) => Head.parse(head).bike_id);
    return { bikeIds, after: bikeIds.length < BIKES_PER_STEP ? null : (bikeIds.at(-1) ?? null) };
  }

  /** Of which something is kept, while nobody works on their rides any more. */
  private async withoutRides(after: string | null): Promise<Page> {
    const { db, es, rides } = this.options;
    const kept = await keptBikes(db, after, KEPT_PER_STEP);
    const heads = kept.length === 0 ? [] : await readByIds(es, rides, kept, ["kind"]);
    const headless = kept.filter((_, at) => !heads[at]);
    const bikeIds = headless.slice(0, BIKES_PER_STEP);
    if (headless.length > bikeIds.length) return { bikeIds, after: bikeIds.at(-1) ?? null };
    return { bikeIds, after: kept.length < KEPT_PER_STEP ? null : (kept.at(-1) ?? null) };
  }
}
