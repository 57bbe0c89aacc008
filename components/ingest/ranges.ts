import { startOf } from "@/lib/format/zone";

export type IngestRange = "15min" | "2h" | "today" | "24h";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ago = (lengthMs: number) => (nowMs: number) => nowMs - lengthMs;

/** Stretches of the past that the page of ingest can show, and where each begins. */
export const INGEST_RANGES = [
  { key: "15min", label: "15 min", from: ago(15 * MINUTE_MS) },
  { key: "2h", label: "2 hours", from: ago(2 * HOUR_MS) },
  { key: "today", label: "Since midnight", from: (nowMs, zone) => startOf("day", nowMs, zone) },
  { key: "24h", label: "24 hours", from: ago(24 * HOUR_MS) },
] as const satisfies readonly {
  readonly key: IngestRange;
  readonly label: string;
  /** Ms since epoch, by the clock of that zone. */
  readonly from: (nowMs: number, zone: string) => number;
}[];

/** When the range begins that ends now, ms since epoch. */
export function startOfRange(range: IngestRange, nowMs: number, zone: string): number {
  return INGEST_RANGES.find(({ key }) => key === range)?.from(nowMs, zone) ?? nowMs;
}

/** The page with this range and this page of the weeks' windows. */
export const ingestAddress = (range: IngestRange, windowsPage: number): string =>
  `/ingest?range=${range}${windowsPage > 1 ? `&windows=${windowsPage}` : ""}`;
