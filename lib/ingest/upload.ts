import type { BikeId, Source } from "@/lib/domain/packet";
import type { TraceContext } from "@/lib/domain/trace-context";
import type { Span } from "@/lib/trace/span";
import type { UploadFormat } from "./packet-slices";
import type { Signature } from "./signature";
import type { UploadMemory } from "./upload-memory";

/** Cut into some hundreds of packets at most, and decoded in well under a second. */
export const MAX_READINGS = 100_000;

export interface Upload {
  readonly body: Buffer;
  readonly format: UploadFormat;
  /** Edge's clock when the body was complete; the one time that placing and lateness go by. ms since epoch. */
  readonly receivedAtMs: number;
  readonly batchId: string;
  readonly sender: Sender;
  /** Of the rider whose phone recorded it; null where nobody signed. */
  readonly signature: Signature | null;
  readonly memory: UploadMemory;
  readonly clientVersion: string | null;
  readonly trace: TraceContext;
  /** Null where its trace is not recorded. */
  readonly span: Span | null;
}

/** Who uploads, as the edge itself found out; nothing of it comes from the request's own words. */
interface Sender {
  readonly clientId: string;
  readonly organisationId: string;
  maySendFor(bikeId: BikeId, source: Source): boolean;
  /** Told of packets, and of readings, before they are decoded. @throws AppError when this sender may send no more now. */
  charge(entries: number): void;
  /** Told of what of a packet nobody can use before it is passed on. @throws AppError when there was too much of it. */
  chargeFaults(faults: number): void;
  /** Told of the bike of a packet before it is passed on. @throws AppError when this sender made up too many. */
  meet(bikeId: BikeId): void;
  /** Asked once more before anything is passed on. @throws AppError when this sender is no longer welcome. */
  confirm(): Promise<void>;
}
