import type { Stretch } from "./find-stretches";
import { GAP_MS } from "./sample";

/**
 * What of the other source lies strictly inside gaps of the first, the ends of the ride included. Both in order.
 * @param timeOf ms since epoch.
 */
export function inGaps<Told>(
  { startMs, endMs }: Stretch,
  own: readonly Told[],
  other: readonly Told[],
  timeOf: (told: Told) => number,
): Told[] {
  const bounds = [startMs - 1, ...own.map(timeOf), endMs + 1];
  const filling: Told[] = [];
  let at = 0;
  for (const one of other) {
    const timeMs = timeOf(one);
    while ((bounds[at + 1] ?? Number.POSITIVE_INFINITY) <= timeMs) at++;
    const [from, to] = [bounds[at] ?? startMs, bounds[at + 1] ?? endMs];
    if (from < timeMs && to - from > GAP_MS) filling.push(one);
  }
  return filling;
}
