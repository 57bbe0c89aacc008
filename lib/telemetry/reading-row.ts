import {
  ERROR_COUNT,
  type Field,
  LATENESS_SECONDS,
  LATITUDE,
  LOCATION,
  LONGITUDE,
} from "@/lib/domain/fields";
import { SOURCES, type Source } from "@/lib/domain/packet";
import { fromDocument, type StoredReading } from "@/lib/domain/stored-reading";
import { AppError } from "@/lib/errors";
import type { Hit } from "@/lib/es/search";

/** One stored reading as a question meets it. */
export interface ReadingRow {
  readonly source: Source;
  readonly latenessSeconds: number;
  readonly reading: StoredReading;
}

/** Order of a bike's readings: unique, since time and source identify a reading of one bike. */
export const READING_ORDER = [{ "@timestamp": { order: "asc", format: "epoch_millis" } }, { source: "asc" }];

/** The same where modules that report under several ids were in one bike at a time. */
export const READING_ORDER_OF_MANY_IDS = [...READING_ORDER, { bike_id: "asc" }];

/** What a window's document must give so that these fields can be read. */
export function sourceFields(fields: readonly Field[]): string[] {
  const located = fields.includes(LATITUDE) || fields.includes(LONGITUDE);
  const names = fields
    .filter((field) => field !== LATITUDE && field !== LONGITUDE)
    .flatMap((field) => (field.kind === "text-set" ? [field.stored, ERROR_COUNT] : [field.stored]));
  return ["@timestamp", "source", LATENESS_SECONDS, ...(located ? [LOCATION] : []), ...names];
}

/** @throws AppError `internal` for a document that is no reading. */
export function parseReadingRow({ source: document }: Hit): ReadingRow {
  const source = SOURCES.find((known) => known === document.source);
  const reading = fromDocument(document);
  if (!source || !Number.isFinite(reading.timeMs)) {
    throw new AppError("internal", "a window holds a document that is no reading");
  }
  const lateness = document[LATENESS_SECONDS];
  return { source, latenessSeconds: typeof lateness === "number" ? lateness : 0, reading };
}
