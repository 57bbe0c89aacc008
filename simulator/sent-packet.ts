import type { Source } from "@/lib/domain/packet";

/** A reading as a bike or phone sends it: packet names, API units. */
export type SentReading = { t: unknown } & Record<string, unknown>;

export interface SentPacket {
  readonly v: 1;
  readonly bike_id: string;
  readonly source: Source;
  readonly readings: readonly SentReading[];
}
