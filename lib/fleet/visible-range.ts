import type { Source } from "@/lib/domain/packet";
import type { SomeBikes } from "@/lib/domain/whose-bikes";

declare const made: unique symbol;

/**
 * A stretch of one bike's readings, [fromMs, toMs) in ms since epoch, that somebody may see; without positions unless
 * `positions`. Only lib/fleet makes one, so holding one is the proof that the question was asked there.
 */
export interface VisibleRange {
  /** The bike whose readings they are. */
  readonly of: string;
  /** The id that they were reported and are stored under: that of another bike where a module was swapped. */
  readonly bikeId: string;
  /** Of this source only; null for both. */
  readonly source: Source | null;
  readonly fromMs: number;
  readonly toMs: number;
  readonly positions: boolean;
  readonly [made]: "range";
}

/** The bikes whose newest state somebody may list. */
export interface VisibleBikes {
  readonly bikes: "all" | SomeBikes;
  readonly positions: boolean;
  readonly [made]: "bikes";
}
