import type { Field } from "@/lib/domain/fields";
import { slotOf } from "@/lib/domain/fields";
import { LATE_SECONDS } from "@/lib/domain/placing";
import { degreesOf, LAT_SLOT, LON_SLOT } from "@/lib/domain/stored-reading";
import { toApiValue } from "@/lib/domain/units";
import { type Sample, toPoints } from "./decimate";
import { gapsBetween } from "./gaps";
import { lateSpans } from "./late-spans";
import type { BikeHistory, Series, TimeSpan } from "./models";
import type { ReadingRow } from "./reading-row";
import { type Fix, trackOf } from "./track";

/** What the bike page draws, from every reading of the range in order of time. */
export function historyOfRows(
  rows: readonly ReadingRow[],
  span: TimeSpan,
  fields: readonly Field[],
  positions: boolean,
  maxPoints: number,
): BikeHistory {
  const arrivals = rows.map((row) => ({
    atMs: row.reading.timeMs,
    source: row.source,
    latenessSeconds: row.latenessSeconds,
  }));
  return {
    fromMs: span.fromMs,
    toMs: span.toMs,
    readings: rows.length,
    lateReadings: rows.filter((row) => row.latenessSeconds >= LATE_SECONDS).length,
    series: fields.map((field) => seriesOf(rows, field, maxPoints)),
    late: lateSpans(arrivals),
    gaps: gapsBetween(arrivals.map((arrival) => arrival.atMs)),
    track: positions ? trackOf(fixesOf(rows)) : [],
  };
}

/** Where both sources measured at one instant, the module's value is drawn. */
function seriesOf(rows: readonly ReadingRow[], field: Field, maxPoints: number): Series {
  const slot = slotOf(field.name);
  const samples: Sample[] = [];
  let fromModule = false;
  for (const row of rows) {
    const stored = row.reading.values[slot];
    if (typeof stored !== "number") continue;
    const value = toApiValue(field, stored);
    if (typeof value !== "number") continue;
    const sample = { atMs: row.reading.timeMs, value };
    if (samples[samples.length - 1]?.atMs !== sample.atMs) samples.push(sample);
    else if (!fromModule) samples[samples.length - 1] = sample;
    fromModule = row.source === "iot";
  }
  return { field: field.name, points: toPoints(samples, maxPoints) };
}

function fixesOf(rows: readonly ReadingRow[]): Fix[] {
  return rows.flatMap((row) => {
    const lat = row.reading.values[LAT_SLOT];
    const lon = row.reading.values[LON_SLOT];
    if (typeof lat !== "number" || typeof lon !== "number") return [];
    return [
      {
        atMs: row.reading.timeMs,
        source: row.source,
        latenessSeconds: row.latenessSeconds,
        lat: degreesOf(lat),
        lon: degreesOf(lon),
      },
    ];
  });
}
