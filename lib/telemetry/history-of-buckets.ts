import type { Field } from "@/lib/domain/fields";
import { SOURCES } from "@/lib/domain/packet";
import { degreesOf, LAT_SLOT, LON_SLOT } from "@/lib/domain/stored-reading";
import { toApiValue } from "@/lib/domain/units";
import { parseHit } from "@/lib/es/search";
import type { VisibleRange } from "@/lib/fleet/visible-range";
import {
  type Bucket,
  BucketAnswer,
  bucketAggregations,
  extremeOf,
  SpanAnswer,
  spanAggregations,
} from "./bucket-query";
import { joinNear, mergeNearest } from "./late-spans";
import type { BikeHistory, LateSpan, Series, TimeSpan } from "./models";
import type { Reader } from "./reader";
import { parseReadingRow } from "./reading-row";
import { type Fix, trackOf } from "./track";
import { visibleReadings } from "./visible-filter";

const SHORTEST_GAP_MS = 60_000;

/**
 * The history of a range with very many readings: the extremes of equal stretches, drawn a third and two thirds into
 * their stretch, since their true times are not known; real positions, one per stretch.
 */
export async function historyOfBuckets(
  reader: Reader,
  ranges: readonly VisibleRange[],
  span: TimeSpan,
  options: {
    fields: readonly Field[];
    points: number;
    positions: boolean;
    signal: AbortSignal | undefined;
  },
): Promise<BikeHistory> {
  const filters = visibleReadings(ranges);
  const ask = (operation: string, aggs: Record<string, unknown>) =>
    reader.readings(operation, { ...span, filters, body: { size: 0, aggs } }, options.signal);
  const found = SpanAnswer.parse((await ask("bike-history-span", spanAggregations)).aggregations);
  const [first, last] = [found.first.value ?? span.fromMs, found.last.value ?? span.toMs];
  const intervalMs = Math.max(1_000, Math.ceil((last - first + 1) / Math.floor(options.points / 3)));
  const answer = await ask(
    "bike-history-stretches",
    bucketAggregations(options.fields, options.positions, intervalMs),
  );
  const { buckets } = BucketAnswer.parse(answer.aggregations).stretch;
  const late = mergeNearest(joinNear(buckets.flatMap(lateOf), intervalMs));
  return {
    ...span,
    readings: buckets.reduce((sum, bucket) => sum + bucket.doc_count, 0),
    lateReadings: late.reduce((sum, spanOfLate) => sum + spanOfLate.readings, 0),
    series: options.fields.map((field) => seriesOf(buckets, field, intervalMs)),
    late,
    gaps: gapsOf(buckets, intervalMs),
    track: options.positions ? trackOf(buckets.flatMap(fixOf)) : [],
  };
}

function seriesOf(buckets: readonly Bucket[], field: Field, intervalMs: number): Series {
  const points: { atMs: number; value: number | null }[] = [];
  let previous: Bucket | undefined;
  for (const bucket of buckets) {
    const [min, max] = [extremeOf(bucket, "min", field), extremeOf(bucket, "max", field)];
    if (min === null || max === null) continue;
    if (previous && isGap(previous, bucket, intervalMs)) {
      points.push({ atMs: Math.floor((previous.key + intervalMs + bucket.key) / 2), value: null });
    }
    points.push({ atMs: bucket.key + Math.floor(intervalMs / 3), value: inApiUnits(field, min) });
    if (max !== min) {
      points.push({ atMs: bucket.key + Math.floor((2 * intervalMs) / 3), value: inApiUnits(field, max) });
    }
    previous = bucket;
  }
  return { field: field.name, points };
}

const inApiUnits = (field: Field, stored: number): number => Number(toApiValue(field, stored));

const isGap = (before: Bucket, after: Bucket, intervalMs: number): boolean =>
  after.key - before.key - intervalMs > Math.max(SHORTEST_GAP_MS, intervalMs / 2);

function gapsOf(buckets: readonly Bucket[], intervalMs: number): TimeSpan[] {
  return buckets.flatMap((bucket, at) => {
    const next = buckets[at + 1];
    if (!next || !isGap(bucket, next, intervalMs)) return [];
    return [{ fromMs: bucket.last.value ?? bucket.key, toMs: next.first.value ?? next.key }];
  });
}

function lateOf(bucket: Bucket): LateSpan[] {
  return SOURCES.flatMap((source) => {
    const { doc_count, first, last, least, most } = bucket[`late:${source}`];
    if (doc_count === 0 || first.value === null || last.value === null) return [];
    return [
      {
        fromMs: first.value,
        toMs: last.value,
        readings: doc_count,
        leastSeconds: least.value ?? 0,
        mostSeconds: most.value ?? 0,
        source,
      },
    ];
  });
}

function fixOf(bucket: Bucket): Fix[] {
  return (bucket.fix?.at.hits.hits ?? []).flatMap((hit) => {
    const { source, latenessSeconds, reading } = parseReadingRow(parseHit(hit));
    const [lat, lon] = [reading.values[LAT_SLOT], reading.values[LON_SLOT]];
    if (typeof lat !== "number" || typeof lon !== "number") return [];
    return [{ atMs: reading.timeMs, source, latenessSeconds, lat: degreesOf(lat), lon: degreesOf(lon) }];
  });
}
