import { z } from "zod";
import type { Names } from "@/lib/domain/names";
import { Source } from "@/lib/domain/packet";
import { isSignedKey } from "@/lib/domain/tombstone";
import { windowNamed } from "@/lib/domain/window";
import { readingsUnder, type Stone, unspared } from "@/lib/erasure/erased-queries";
import { isReadingUnder } from "@/lib/erasure/spared-parts";
import type { Elasticsearch } from "@/lib/es/client";
import { liftBlock, setBlock } from "@/lib/es/lift-seal";
import { type Generation, listGenerations } from "@/lib/es/list-generations";
import type { FoundDocument } from "@/lib/es/page-through";
import { refreshIndices } from "@/lib/es/refresh-index";
import { countFound, removeFound } from "@/lib/es/remove-found";

/** Who writes knows by then that a window is sealed: a lifted block lets nobody else in. */
const SEALED_FOR_MS = 5 * 60_000;

const Reading = z.object({
  bike_id: z.string(),
  source: Source,
  "@timestamp": z.union([z.number(), z.iso.datetime({ offset: true })]),
});
/** The tombstones, less what is by now known to be others'. */
type StonesNow = () => Promise<readonly Stone[]>;

/** A generation of a window, and the tombstones that it may have readings under. */
interface Touched {
  readonly generation: Generation;
  readonly stones: readonly Stone[];
}

/** Readings under tombstones in all windows, sealed ones too, as user `maintenance`. */
export class WindowReadings {
  constructor(
    private readonly es: Elasticsearch,
    private readonly names: Names,
    private readonly now: () => number,
  ) {}

  async count(stones: readonly Stone[]): Promise<number> {
    const touched = await this.touched(stones);
    await refreshIndices(
      this.es,
      touched.map(({ generation }) => generation.index),
    );
    let count = 0;
    for (const one of touched) count += await this.countIn(one);
    return count;
  }

  /**
   * @param stonesNow asked after readings were found: whoever signed for one of them had that recorded before it was stored.
   * @returns how many were removed, and for how long what was just sealed has to be waited for, ms; 0 where all is done.
   */
  async remove(
    stones: readonly Stone[],
    stonesNow: StonesNow,
  ): Promise<{ readonly removed: number; readonly waitMs: number }> {
    let [removed, waitMs] = [0, 0];
    for (const one of await this.touched(stones)) {
      const { index, sealedAt } = one.generation;
      if (sealedAt === null) removed += await this.removeFrom(one, stonesNow);
      else if ((await this.countIn(one)) > 0) {
        const left = Date.parse(sealedAt) + SEALED_FOR_MS - this.now();
        if (left > 0) waitMs = Math.max(waitMs, left);
        else {
          await liftBlock(this.es, index);
          removed += await this.removeFrom(one, stonesNow);
        }
      }
      // Also what somebody lifted who was killed before this.
      if (sealedAt !== null) await setBlock(this.es, index);
    }
    return { removed, waitMs };
  }

  private async countIn({ generation, stones }: Touched): Promise<number> {
    let count = 0;
    for (const query of readingsUnder(stones)) count += await countFound(this.es, generation.index, query);
    return count;
  }

  private async removeFrom({ generation, stones }: Touched, stonesNow: StonesNow): Promise<number> {
    const meant = async (page: readonly FoundDocument[]) => {
      const now = await stonesNow();
      return page.filter(({ source }) => isReadingUnder(now, readingOf(source)));
    };
    let removed = 0;
    for (const query of readingsUnder(stones))
      removed += await removeFound(this.es, generation.index, query, "@timestamp", meant);
    return removed;
  }

  private async touched(stones: readonly Stone[]): Promise<Touched[]> {
    const parts = stones.flatMap(unspared);
    const touched: Touched[] = [];
    for (const [week, generations] of await listGenerations(this.es, this.names.windowPrefix)) {
      const window = windowNamed(week);
      const own = parts.filter(
        ({ fromMs, toMs, reportedAs }) =>
          !isSignedKey(reportedAs) &&
          window !== null &&
          (fromMs ?? -Infinity) < window.endMs &&
          (toMs ?? Infinity) > window.startMs,
      );
      if (own.length > 0) for (const generation of generations) touched.push({ generation, stones: own });
    }
    return touched;
  }
}

function readingOf(document: unknown) {
  const { bike_id: bikeId, source, "@timestamp": at } = Reading.parse(document);
  return { bikeId, source, timeMs: new Date(at).getTime() };
}
