import type { SentPacket } from "../sent-packet";

export interface Receipt {
  readonly readings: number;
  readonly refusedPackets: number;
  /** Values that were taken out of readings. */
  readonly faults: number;
}

/** Hands packets over. @throws Error when they were not taken; sending them again is safe. */
export type Send = (packets: readonly SentPacket[]) => Promise<Receipt>;
