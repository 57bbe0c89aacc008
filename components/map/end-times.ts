import { TextLayer } from "@deck.gl/layers";
import { formatClock, MONTHS } from "@/lib/format/time";
import { dayKey, wallClock } from "@/lib/format/zone";
import type { TrackSegment } from "@/lib/telemetry/models";
import { type MapPalette, rgb } from "./palette";
import { endsOf, type LonLat } from "./track-geometry";

interface EndTime {
  readonly place: LonLat;
  readonly text: string;
  readonly above: boolean;
}

/** When the bike was at the two ends: above the northern, below the southern, so that near ends stay legible. */
export function endTimes(track: readonly TrackSegment[], zone: string): EndTime[] {
  const ends = endsOf(track);
  if (!ends) return [];
  const { start, end } = ends;
  const oneDay = dayKey(start.atMs, zone) === dayKey(end.atMs, zone);
  const startsNorth = start.place[1] > end.place[1];
  const times = [
    { ...start, above: startsNorth },
    { ...end, above: !startsNorth },
  ];
  return times
    .slice(start.atMs === end.atMs ? 1 : 0)
    .map(({ place, atMs, above }) => ({ place, above, text: tell(atMs, zone, oneDay) }));
}

/** "10:04", or "6 Jul 10:04" where the day is not clear. */
function tell(atMs: number, zone: string, oneDay: boolean): string {
  const clock = formatClock(atMs, zone, false);
  if (oneDay) return clock;
  const { month, day } = wallClock(atMs, zone);
  return `${day} ${MONTHS[month - 1] ?? ""} ${clock}`;
}

export function endTimesLayer(times: EndTime[], palette: MapPalette): TextLayer<EndTime> {
  return new TextLayer<EndTime>({
    id: "end-times",
    data: times,
    getPosition: ({ place }) => place,
    getText: ({ text }) => text,
    getPixelOffset: ({ above }) => [0, above ? -18 : 18],
    getColor: rgb(palette.ink),
    getSize: 11,
    fontFamily: '"Inter Variable", sans-serif',
    fontWeight: 600,
    background: true,
    getBackgroundColor: [...rgb(palette.surface), 240],
    backgroundPadding: [4, 1],
  });
}
