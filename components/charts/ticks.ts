import { instantOf, startOf, wallClock } from "@/lib/format/zone";

const STEPS = [1, 2, 2.5, 5, 10] as const;

/** A step of 1, 2, 2.5 or 5 times a power of ten that cuts `span` into at most `count` parts. */
function niceStep(span: number, count: number): number {
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  return (STEPS.find((step) => step * power >= raw * (1 - 1e-9)) ?? 10) * power;
}

/**
 * Round marks from at or below the least to at or above the greatest value; zero is a mark when the values come near
 * it. A constant gets room above and below. Whole numbers get whole steps.
 */
export function niceTicks(least: number, most: number, count = 3, whole = false): number[] {
  const near = least > 0 && least < 0.4 * most ? 0 : least;
  const pad = most === near ? Math.max(1, Math.abs(most) * 0.1) : 0;
  const low = near === 0 ? 0 : near - pad;
  const step = Math.max(niceStep(most + pad - low, count), whole ? 1 : 0);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil((most + pad) / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

const MINUTE_S = 60;
const HOUR_S = 3600;
/** Marks within a day, seconds apart. */
const CLOCK_STEPS = [
  1,
  2,
  5,
  10,
  15,
  30,
  MINUTE_S,
  2 * MINUTE_S,
  5 * MINUTE_S,
  10 * MINUTE_S,
  15 * MINUTE_S,
  30 * MINUTE_S,
  HOUR_S,
  2 * HOUR_S,
  3 * HOUR_S,
  6 * HOUR_S,
  12 * HOUR_S,
];
const DAY_STEPS = [1, 2, 7, 14, 31, 61, 92, 183, 366];

type TimeTickKind = "second" | "minute" | "day";
export interface TimeTicks {
  readonly atMs: readonly number[];
  readonly kind: TimeTickKind;
}

/** At most about `count` round times inside the range, on the viewer's clock; across clock changes marks stay round. */
export function timeTicks(fromMs: number, toMs: number, zone: string, count = 6): TimeTicks {
  const wantedSeconds = (toMs - fromMs) / count / 1000;
  const clockStep = CLOCK_STEPS.find((step) => step >= wantedSeconds);
  if (clockStep === undefined) return dayTicks(fromMs, toMs, zone, wantedSeconds / 86_400);
  const atMs: number[] = [];
  const { year, month, day, hour } = wallClock(fromMs, zone);
  const startHour = clockStep >= HOUR_S ? 0 : hour;
  for (let step = 0; step < 10_000; step += 1) {
    const second = step * clockStep;
    const at = instantOf({ year, month, day, hour: startHour, minute: 0, second }, zone);
    if (at >= toMs) break;
    if (at >= fromMs && at !== atMs[atMs.length - 1]) atMs.push(at);
  }
  return { atMs, kind: clockStep < MINUTE_S ? "second" : "minute" };
}

function dayTicks(fromMs: number, toMs: number, zone: string, wantedDays: number): TimeTicks {
  const step = DAY_STEPS.find((days) => days >= wantedDays) ?? 366;
  const unit = step >= 31 ? "month" : step >= 7 ? "week" : "day";
  const each = unit === "month" ? Math.round(step / 30.5) : unit === "week" ? step / 7 : step;
  const atMs: number[] = [];
  for (let at = 0; at < 1_000; at += 1) {
    const tick = startOf(unit, fromMs, zone, at * each);
    if (tick >= toMs) break;
    if (tick >= fromMs) atMs.push(tick);
  }
  return { atMs, kind: "day" };
}
