import { z } from "zod";
import { type Field, LATENESS_SECONDS, LATITUDE, LOCATION, LONGITUDE } from "@/lib/domain/fields";
import { SOURCES } from "@/lib/domain/packet";
import { LATE_SECONDS } from "@/lib/domain/placing";
import { READING_ORDER, sourceFields } from "./reading-row";

/** Readings that arrived five minutes or more after they were recorded. */
export const IS_LATE = { range: { [LATENESS_SECONDS]: { gte: LATE_SECONDS } } };
const firstAndLast = {
  first: { min: { field: "@timestamp" } },
  last: { max: { field: "@timestamp" } },
};
const lateness = {
  least: { min: { field: LATENESS_SECONDS } },
  most: { max: { field: LATENESS_SECONDS } },
};

/** Extremes per field, late readings per source and one position, for each stretch of `intervalMs`. */
export function bucketAggregations(
  fields: readonly Field[],
  positions: boolean,
  intervalMs: number,
): Record<string, unknown> {
  const extremes = fields.flatMap((field) => [
    [`min:${field.name}`, { min: { field: field.stored } }],
    [`max:${field.name}`, { max: { field: field.stored } }],
  ]);
  const late = SOURCES.map((source) => [
    `late:${source}`,
    {
      filter: { bool: { filter: [{ term: { source } }, IS_LATE] } },
      aggs: { ...firstAndLast, ...lateness },
    },
  ]);
  const fix = {
    filter: { exists: { field: LOCATION } },
    aggs: {
      at: {
        top_hits: { size: 1, sort: READING_ORDER, _source: sourceFields([LATITUDE, LONGITUDE]) },
      },
    },
  };
  return {
    stretch: {
      date_histogram: { field: "@timestamp", fixed_interval: `${intervalMs}ms`, min_doc_count: 1 },
      aggs: { ...firstAndLast, ...Object.fromEntries([...extremes, ...late]), ...(positions ? { fix } : {}) },
    },
  };
}

const Value = z.object({ value: z.number().nullable() });
const LateBucket = z.object({
  doc_count: z.number(),
  first: Value,
  last: Value,
  least: Value,
  most: Value,
});
const Bucket = z
  .object({
    key: z.number(),
    doc_count: z.number(),
    first: Value,
    last: Value,
    "late:iot": LateBucket,
    "late:app": LateBucket,
    fix: z.object({ at: z.object({ hits: z.object({ hits: z.array(z.unknown()) }) }) }).optional(),
  })
  .catchall(z.unknown());
export type Bucket = z.infer<typeof Bucket>;
export const BucketAnswer = z.object({ stretch: z.object({ buckets: z.array(Bucket) }) });
export const SpanAnswer = z.object({ first: Value, last: Value });
export const spanAggregations = firstAndLast;

/** The extreme of a field in a bucket, in stored form; null when no reading of it has the field. */
export function extremeOf(bucket: Bucket, kind: "min" | "max", field: Field): number | null {
  const parsed = Value.safeParse(bucket[`${kind}:${field.name}`]);
  return parsed.success ? parsed.data.value : null;
}
