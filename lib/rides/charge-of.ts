import { channel } from "./channel";
import type { Stretch } from "./find-stretches";
import type { Sample } from "./sample";

/** From one word to the next, at most five minutes apart, no charger and no descent gives so much, %: the battery is another. */
const OTHER_BATTERY_FROM_PCT = 5;

/** Charge of the battery at a ride's first and last word on it, %; null where there is none. */
export interface RideCharge {
  readonly startPct: number | null;
  readonly endPct: number | null;
  /**
   * By how much it fell; what was given back on the way counts against it. Null where it was not told twice, rose, or the
   * battery was changed on the way.
   */
  readonly fallPct: number | null;
}

/** @param all every sample of the ride, of both sources, in order. */
export function chargeOf(stretch: Stretch, all: readonly Sample[]): RideCharge {
  const words = channel(all, ({ socPct }) => socPct, { within: stretch }).flatMap(
    ({ socPct }) => socPct ?? [],
  );
  const [startPct = null, endPct = null] = [words[0], words.at(-1)];
  const isOther = words.some((word, at) => word - (words[at - 1] ?? word) > OTHER_BATTERY_FROM_PCT);
  const isFall = words.length > 1 && !isOther && startPct !== null && endPct !== null && endPct <= startPct;
  return { startPct, endPct, fallPct: isFall ? startPct - endPct : null };
}
