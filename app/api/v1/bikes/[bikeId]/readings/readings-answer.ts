import type { ReadingsAnswer, SeriesAnswer } from "@/lib/domain/api-answers";
import type { BikeHistory, ReadableValue, ReadingPage, TimeSpan } from "@/lib/telemetry/models";

const iso = (atMs: number): string => new Date(atMs).toISOString();
const plain = (value: ReadableValue) => (typeof value === "object" ? [...value] : value);

/** A page of readings in the API's names. */
export function toReadingsAnswer(bikeId: string, span: TimeSpan, page: ReadingPage): ReadingsAnswer {
  return {
    bike_id: bikeId,
    from: iso(span.fromMs),
    to: iso(span.toMs),
    fields: [...page.fields],
    readings: page.readings.map(({ atMs, source, latenessSeconds, values }) => ({
      t: atMs,
      source,
      lateness_s: latenessSeconds,
      ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)])),
    })),
    next_cursor: page.nextCursor,
  };
}

/** Decimated series in the API's names. */
export function toSeriesAnswer(bikeId: string, span: TimeSpan, history: BikeHistory | null): SeriesAnswer {
  return {
    bike_id: bikeId,
    from: iso(span.fromMs),
    to: iso(span.toMs),
    readings: history?.readings ?? 0,
    late_readings: history?.lateReadings ?? 0,
    series: (history?.series ?? []).map(({ field, points }) => ({
      field,
      points: points.map(({ atMs, value }) => [atMs, value]),
    })),
  };
}
