import { mintVisibleRange } from "@/lib/fleet/mint-visible";
import type { VisibleRange } from "@/lib/fleet/visible-range";

/** One range of a bike that a viewer sees, with positions unless it is said otherwise. */
export const rangeOf = (bikeId: string, fromMs: number, toMs: number, positions = true): VisibleRange[] => [
  mintVisibleRange({ of: bikeId, bikeId, source: null, fromMs, toMs, positions }),
];
