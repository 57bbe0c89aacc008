export type IngestRange = "15min" | "2h" | "24h";

/** Stretches of the past that the page of ingest can show. */
export const INGEST_RANGES = [
  { key: "15min", label: "15 min", lengthMs: 15 * 60_000 },
  { key: "2h", label: "2 hours", lengthMs: 2 * 3_600_000 },
  { key: "24h", label: "24 hours", lengthMs: 24 * 3_600_000 },
] as const satisfies readonly {
  readonly key: IngestRange;
  readonly label: string;
  readonly lengthMs: number;
}[];

export const lengthOf = (range: IngestRange): number =>
  INGEST_RANGES.find(({ key }) => key === range)?.lengthMs ?? 0;
