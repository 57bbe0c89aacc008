import type { Figure, Measured } from "@/lib/domain/measured";
import type { MetricsHistory } from "./metrics-history";
import type { Ring } from "./ring";

const MINUTE_MS = 60_000;
/** A worker that told nothing for longer is not missed any more. */
const MISSED_FOR_MINUTES = 60;

/** What was measured up to the end of a stretch of the history, which is the one before `end`. */
export function measuredAt(history: MetricsHistory, end: number): Measured {
  const bins = (minutes: number) => Math.round((minutes * MINUTE_MS) / history.binMs);
  const within = <Found>(name: string, minutes: number, find: (ring: Ring, from: number) => Found) =>
    Array.from(history.courses(name), ({ labels, ring }) => ({
      labels,
      value: find(ring, end - bins(minutes)),
    }));
  return {
    grown: (name, minutes, minutesAgo = 0) => {
      const to = end - bins(minutesAgo);
      return history.grown(name, to - bins(minutes), to);
    },
    gauges: (name) =>
      name === "up" ? ups(history, end, bins) : history.gaugesAt(name, end, history.goneAfterBins),
    slopes: (name, minutes) =>
      within(name, minutes, (ring, from) => slopeOf(ring, from, end) / (history.binMs / 1_000)).filter(
        ({ value }) => !Number.isNaN(value),
      ),
    changes: (name, minutes) => within(name, minutes, (ring, from) => changesOf(ring, from, end)),
  };
}

/** One for each worker that told within the hour and did not leave; 0 when it tells no more. */
function ups(history: MetricsHistory, end: number, bins: (minutes: number) => number): Figure[] {
  const here = new Set(history.gaugesAt("up", end, history.goneAfterBins).map(({ labels }) => labels));
  const known = history.gaugesAt("up", end, bins(MISSED_FOR_MINUTES)).filter(({ value }) => value === 1);
  return known.map(({ labels }) => ({ labels, value: here.has(labels) ? 1 : 0 }));
}

function changesOf(ring: Ring, from: number, to: number): number {
  let [changes, before] = [0, Number.NaN];
  ring.each(from, to, (value) => {
    if (!Number.isNaN(before) && value !== before) changes++;
    before = value;
  });
  return changes;
}

/** Of the straight line with the least squares, per stretch; NaN for fewer than two points. */
function slopeOf(ring: Ring, from: number, to: number): number {
  let [count, x, y, xx, xy] = [0, 0, 0, 0, 0];
  ring.each(from, to, (value, bin) => {
    const at = bin - from;
    count++;
    x += at;
    y += value;
    xx += at * at;
    xy += at * value;
  });
  return (count * xy - x * y) / (count * xx - x * x);
}
