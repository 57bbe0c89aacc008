import type { Source } from "@/lib/domain/packet";
import { LATE_SECONDS } from "@/lib/domain/placing";
import { gapsBetween } from "./gaps";
import type { TrackSegment } from "./models";

export interface Fix {
  readonly atMs: number;
  readonly source: Source;
  readonly latenessSeconds: number;
  readonly lat: number;
  readonly lon: number;
}
type TrackPoint = TrackSegment["points"][number];

const MAX_TRACK_POINTS = 5_000;

/**
 * The way a bike went, per source in segments that end at a gap and where late and punctual readings meet; a segment
 * begins with the last point of the one before it unless a gap is between, so that the line has no holes.
 * @param fixes ascending in time.
 */
export function trackOf(fixes: readonly Fix[], limit = MAX_TRACK_POINTS): TrackSegment[] {
  const sources = [...new Set(fixes.map((fix) => fix.source))].sort();
  const segments = sources.flatMap((source) => segmentsOf(fixes.filter((fix) => fix.source === source)));
  return thin(segments, limit);
}

function segmentsOf(fixes: readonly Fix[]): TrackSegment[] {
  const gapStarts = new Set(gapsBetween(fixes.map((fix) => fix.atMs)).map((gap) => gap.fromMs));
  const segments: { source: Source; late: boolean; points: TrackPoint[] }[] = [];
  let previous: Fix | undefined;
  for (const fix of fixes) {
    const late = fix.latenessSeconds >= LATE_SECONDS;
    const open = segments[segments.length - 1];
    const afterGap = previous !== undefined && gapStarts.has(previous.atMs);
    if (!open || afterGap || open.late !== late) {
      const joint = open && previous && !afterGap ? [pointOf(previous)] : [];
      segments.push({ source: fix.source, late, points: [...joint, pointOf(fix)] });
    } else {
      open.points.push(pointOf(fix));
    }
    previous = fix;
  }
  return segments;
}

const pointOf = (fix: Fix): TrackPoint => ({ atMs: fix.atMs, lat: fix.lat, lon: fix.lon });

/** Every n-th point of each segment, its ends always. */
function thin(segments: readonly TrackSegment[], limit: number): TrackSegment[] {
  const total = segments.reduce((sum, segment) => sum + segment.points.length, 0);
  const step = Math.ceil(total / limit);
  if (step <= 1) return [...segments];
  return segments.map((segment) => ({
    ...segment,
    points: segment.points.filter((_, at) => at % step === 0 || at === segment.points.length - 1),
  }));
}
