import type { Origin } from "../lane/ticket";
import type { SeriesBatch } from "../series/batch";
import { idsOfHeaders } from "./ids-of-headers";

/** A line names so many uploads and stretches of records, and counts the others. */
const NAMED = 10;

/** By what the readings of a bulk can be followed: their window, uploads, and where their records lie. */
export function idsOfBatch({ window, count, origins }: SeriesBatch): Record<string, unknown> {
  const uploads = new Map<unknown, Origin>();
  const stretches = new Map<string, { first: string; last: string }>();
  for (const origin of new Set(origins)) {
    if (!uploads.has(origin.headers)) uploads.set(origin.headers, origin);
    const place = `${origin.topic}/${origin.partition}`;
    const stretch = stretches.get(place);
    if (stretch) stretch.last = origin.offset;
    else stretches.set(place, { first: origin.offset, last: origin.offset });
  }
  return {
    window: window.name,
    readings: count,
    uploads: uploads.size,
    named: [...uploads.values()].slice(0, NAMED).map(({ headers }) => idsOfHeaders(headers)),
    records: [...stretches].slice(0, NAMED).map(([place, { first, last }]) => `${place}/${first}-${last}`),
  };
}
