import type { RangeModelDocument } from "@/lib/domain/range-model";

/** It is learned once a day. */
const KEPT_MS = 10 * 60_000;

export type KeptRangeModel = () => Promise<RangeModelDocument | null>;

/** The model, read again after ten minutes; while it cannot be read, the last one that could. */
export function keepRangeModel(
  read: () => Promise<RangeModelDocument | null>,
  now: () => number = Date.now,
): KeptRangeModel {
  let kept: { readonly model: RangeModelDocument | null; readonly atMs: number } | null = null;
  return async () => {
    if (kept && now() - kept.atMs < KEPT_MS) return kept.model;
    try {
      kept = { model: await read(), atMs: now() };
    } catch (fault) {
      if (!kept) throw fault;
    }
    return kept.model;
  };
}
