import { z } from "zod";
import { FIELDS, type Field, slotOf } from "@/lib/domain/fields";
import { BIKE_ID_PATTERN, Source } from "@/lib/domain/packet";
import { toApiValue } from "@/lib/domain/units";
import type { VisibleRange } from "@/lib/fleet/visible-range";
import { fromCursor, toCursor } from "./cursor";
import type { ReadableReading, ReadingPage } from "./models";
import type { Reader } from "./reader";
import {
  parseReadingRow,
  READING_ORDER,
  READING_ORDER_OF_MANY_IDS,
  type ReadingRow,
  sourceFields,
} from "./reading-row";
import { areOfManyIds, boundsOf, fieldsToRead, positionsVisible, visibleReadings } from "./visible-filter";

export const ReadingsInput = z.object({
  /** Packet names, empty for all. */
  fields: z.array(z.string()).max(FIELDS.length).default([]),
  source: Source.optional(),
  limit: z.number().int().min(1).max(10_000).default(1_000),
  cursor: z.string().max(500).optional(),
});
export type ReadingsInput = z.input<typeof ReadingsInput>;

/** Where a page ended: event time, as the store writes it, and source; the id as well where there are several. */
const Time = z.union([z.number().int(), z.string().regex(/^-?\d{1,16}$/)]);
/** Behind every id. */
const LAST_ID = "~";
const Position = z.tuple([Time, Source]);
const PositionOfManyIds = z.tuple([Time, Source, z.string().regex(BIKE_ID_PATTERN)]);

/**
 * Readings inside the visible ranges as they were sent (at the contract's resolution), in order of time and source, one
 * page at a time.
 * @throws AppError `invalid` for an unknown field or a foreign cursor, `unavailable`.
 */
export async function getReadings(
  reader: Reader,
  ranges: readonly VisibleRange[],
  input: ReadingsInput = {},
  signal?: AbortSignal,
): Promise<ReadingPage> {
  const wanted = ReadingsInput.parse(input);
  const fields = fieldsToRead(wanted.fields, positionsVisible(ranges));
  const isOfManyIds = areOfManyIds(ranges);
  const bounds = boundsOf(ranges);
  if (!bounds) return { fields: namesOf(fields), readings: [], nextCursor: null };
  const answer = await reader.readings(
    "bike-readings",
    {
      ...bounds,
      filters: [
        ...visibleReadings(ranges),
        ...(wanted.source === undefined ? [] : [{ term: { source: wanted.source } }]),
      ],
      body: {
        size: wanted.limit,
        sort: isOfManyIds ? READING_ORDER_OF_MANY_IDS : READING_ORDER,
        track_total_hits: false,
        _source: sourceFields(fields),
        ...(wanted.cursor === undefined ? {} : { search_after: positionOf(wanted.cursor, isOfManyIds) }),
      },
    },
    signal,
  );
  const last = answer.hits[answer.hits.length - 1];
  const more = answer.hits.length === wanted.limit && last;
  return {
    fields: namesOf(fields),
    readings: answer.hits.map((hit) => toReading(parseReadingRow(hit), fields)),
    nextCursor: more ? toCursor(last.sort) : null,
  };
}

/** A page that ended before a swap was told of goes on behind its last instant. */
function positionOf(cursor: string, isOfManyIds: boolean): readonly (string | number)[] {
  const place = fromCursor(cursor, z.union([Position, PositionOfManyIds]));
  if (!isOfManyIds) return place.slice(0, 2);
  return place.length === 3 ? place : [...place, LAST_ID];
}

const namesOf = (fields: readonly Field[]): string[] => fields.map((field) => field.name);

function toReading(row: ReadingRow, fields: readonly Field[]): ReadableReading {
  const values = fields.flatMap((field) => {
    const stored = row.reading.values[slotOf(field.name)];
    return stored === undefined ? [] : [[field.name, toApiValue(field, stored)] as const];
  });
  return {
    atMs: row.reading.timeMs,
    source: row.source,
    latenessSeconds: row.latenessSeconds,
    values: Object.fromEntries(values),
  };
}
