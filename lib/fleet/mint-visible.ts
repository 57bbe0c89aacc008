import type { VisibleFleets } from "./visible-fleet";
import type { VisibleBikes, VisibleRange } from "./visible-range";

type Plain<T> = { [K in keyof T as K extends symbol ? never : K]: T[K] };

/** The only maker of visible ranges; the arrows keep it inside lib/fleet and tests. */
export const mintVisibleRange = (range: Plain<VisibleRange>): VisibleRange => range as VisibleRange;

/** The only maker of visible bikes; the arrows keep it inside lib/fleet and tests. */
export const mintVisibleBikes = (bikes: Plain<VisibleBikes>): VisibleBikes => bikes as VisibleBikes;

/** The only maker of visible fleets; the arrows keep it inside lib/fleet and tests. */
export const mintVisibleFleets = (fleets: Plain<VisibleFleets>): VisibleFleets => fleets as VisibleFleets;
