import type { Trial } from "../lab/trial";

/** Alone they take some tens of milliseconds; the rest is for a machine that everything else runs on as well. */
const MOST_MS = 2_500;

/** Of the load's uploads, all of which are well, nineteen in twenty must be taken in time; in words if not. */
export async function notSlowed({ edge }: Trial): Promise<string[]> {
  const tookMs = edge.answeredWithinMs(0.95);
  return tookMs <= MOST_MS
    ? []
    : [`expected good uploads to be taken within ${MOST_MS} ms, got ${Math.round(tookMs)} ms`];
}
