import { FIELDS } from "@/lib/domain/fields";
import type { BikeHistory } from "@/lib/telemetry/models";

/** What people look for first. */
const USUAL = ["speed_kmh", "soc_pct", "motor_power_w"] as const;
/** Not drawn as lines: an angle, and a counter that only devices care for. */
const NEVER = new Set(["heading_deg", "seq", "lat", "lon"]);
const FEWEST = 4;
/** A start and an end value make no line. */
const FEWEST_VALUES = 3;

export interface Selection {
  /** The history with the chosen series only, in the order of `offered`. */
  readonly history: BikeHistory;
  readonly chosen: readonly string[];
  /** All fields that have a value in the range, the usual ones first. */
  readonly offered: readonly string[];
}

/**
 * Series to draw: those asked for that have data; asked for none, the usual ones, filled up to four with others, the
 * fullest first. So a phone's ride without charge still shows what it has.
 */
export function selectSeries(history: BikeHistory, asked: readonly string[]): Selection {
  const withData = new Set(
    history.series
      .filter(({ points }) => points.some(({ value }) => value !== null))
      .map(({ field }) => field),
  );
  const drawn = FIELDS.map(({ name }) => name).filter((name) => withData.has(name) && !NEVER.has(name));
  const usual: string[] = USUAL.filter((name) => drawn.includes(name));
  const offered = [...usual, ...drawn.filter((name) => !usual.includes(name))];
  const known = asked.filter((name) => offered.includes(name));
  const others = offered
    .filter((name) => !usual.includes(name) && fullness(history, name) >= FEWEST_VALUES)
    .sort((one, other) => fullness(history, other) - fullness(history, one));
  const picked =
    known.length > 0 ? known : [...usual, ...others.slice(0, Math.max(0, FEWEST - usual.length))];
  const chosen = offered.filter((name) => picked.includes(name));
  const series = chosen.flatMap((name) => history.series.find(({ field }) => field === name) ?? []);
  return { history: { ...history, series }, chosen, offered };
}

const fullness = (history: BikeHistory, name: string): number =>
  history.series.find(({ field }) => field === name)?.points.filter(({ value }) => value !== null).length ??
  0;
