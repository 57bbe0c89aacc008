import { csvLine } from "@/lib/spreadsheet/csv/csv-line";
import type { ReadableReading, ReadingPage, TimeSpan } from "@/lib/telemetry/models";

type NextPage = (cursor: string) => Promise<ReadingPage>;

/**
 * Readings as CSV (RFC 4180): one header line, one line per reading, empty where nothing was sent. With `next` the whole
 * range is written, page by page as it is read; without, the one page.
 */
export function csvAnswer(
  bikeId: string,
  span: TimeSpan,
  first: ReadingPage,
  next: NextPage | null,
): Response {
  const encoder = new TextEncoder();
  let page: ReadingPage | null = first;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) =>
      controller.enqueue(encoder.encode(csvLine(["t", "time", "source", "lateness_s", ...first.fields]))),
    async pull(controller) {
      if (!page) return controller.close();
      const lines = page.readings.map((reading) => lineOf(reading, first.fields)).join("");
      if (lines !== "") controller.enqueue(encoder.encode(lines));
      page = next && page.nextCursor !== null ? await next(page.nextCursor) : null;
      if (!page) controller.close();
    },
  });
  const day = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${bikeId}-${day(span.fromMs)}-${day(span.toMs)}.csv"`,
      ...(next || first.nextCursor === null ? {} : { "x-next-cursor": first.nextCursor }),
    },
  });
}

const lineOf = (reading: ReadableReading, fields: readonly string[]): string =>
  csvLine([
    reading.atMs,
    new Date(reading.atMs).toISOString(),
    reading.source,
    reading.latenessSeconds,
    ...fields.map((field) => reading.values[field] ?? null),
  ]);
