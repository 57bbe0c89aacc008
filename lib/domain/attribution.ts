import type { Source } from "./packet";
import type { Registration } from "./registration";
import { EVER, type Stretch } from "./whose-bikes";

type Bounds = { readonly from: number | null; readonly to: number | null };

/** Readings of a stretch of time that were reported under one id; of both sources where `source` is null. */
export interface CountedPart extends Stretch {
  readonly reportedAs: string;
  readonly source: Source | null;
}

/**
 * Whether a reading is one of this bike, by the bike's own registration: what was reported under its own id, but for
 * what a module recorded in another bike, and what modules recorded in it under the ids of others.
 * @param atMs event time, ms since epoch.
 */
export function countsFor(
  registration: Registration | null,
  bikeId: string,
  reportedId: string,
  source: Source,
  atMs: number,
): boolean {
  const isOwn =
    reportedId === bikeId && (source === "app" || goesTo(registration?.readings_out ?? [], atMs) === null);
  if (isOwn || source === "app") return isOwn;
  return (registration?.readings_in ?? []).some(
    (part) => part.reported_as === reportedId && covers(part, atMs),
  );
}

/** All that counts for a bike: a reading does exactly when one of these covers it. Where nothing was swapped it is one part. */
export function countedParts(
  registration: Pick<Registration, "readings_in" | "readings_out"> | null,
  bikeId: string,
): readonly CountedPart[] {
  const { readings_in = [], readings_out = [] } = registration ?? {};
  const foreign = readings_in.map((part) => ({
    reportedAs: part.reported_as,
    source: "iot" as const,
    ...stretchOf(part),
  }));
  if (readings_out.length === 0) return [{ reportedAs: bikeId, source: null, ...EVER }, ...foreign];
  const own = between(readings_out.map(stretchOf));
  return [
    { reportedAs: bikeId, source: "app", ...EVER },
    ...own.map((stretch) => ({ reportedAs: bikeId, source: "iot" as const, ...stretch })),
    ...foreign,
  ];
}

/** The bike that a module was in when it recorded a reading under another's id, by that other's stretches; null for none. */
export function goesTo(readingsOut: Registration["readings_out"] & object, atMs: number): string | null {
  return readingsOut.find((part) => covers(part, atMs))?.bike_id ?? null;
}

/** Equal for two registrations exactly when the same readings count by both; empty where nothing was swapped. */
export function attributionText(registration: Registration | null): string {
  const { readings_in = [], readings_out = [] } = registration ?? {};
  if (readings_in.length === 0 && readings_out.length === 0) return "";
  const parts = [
    ...readings_in.map(({ reported_as, from, to }) => `in ${reported_as} ${from} ${to}`),
    ...readings_out.map(({ bike_id, from, to }) => `out ${bike_id} ${from} ${to}`),
  ];
  return parts.sort().join();
}

/** Ids of the bikes that a bike shares modules with. */
export function namedBeside(registration: Registration | null): readonly string[] {
  const { readings_in = [], readings_out = [] } = registration ?? {};
  if (readings_in.length === 0 && readings_out.length === 0) return [];
  return [
    ...new Set([
      ...readings_in.map(({ reported_as }) => reported_as),
      ...readings_out.map(({ bike_id }) => bike_id),
    ]),
  ];
}

const covers = ({ from, to }: Bounds, atMs: number): boolean =>
  (from === null || from <= atMs) && (to === null || atMs < to);

const stretchOf = ({ from, to }: Bounds): Stretch => ({
  fromMs: from ?? EVER.fromMs,
  toMs: to ?? EVER.toMs,
});

/** All time but these stretches, which do not overlap. */
function between(stretches: readonly Stretch[]): Stretch[] {
  const rest: Stretch[] = [];
  let fromMs = EVER.fromMs;
  for (const stretch of [...stretches].sort((a, b) => a.fromMs - b.fromMs)) {
    if (fromMs < stretch.fromMs) rest.push({ fromMs, toMs: stretch.fromMs });
    fromMs = stretch.toMs;
  }
  if (fromMs < EVER.toMs) rest.push({ fromMs, toMs: EVER.toMs });
  return rest;
}
