import { BodyRoom } from "./body-room";
import { NewBikes } from "./new-bikes";
import { type Allowance, RateLimit } from "./rate-limit";
import { UploadTurns } from "./upload-turns";

const MEBIBYTE = 1024 * 1024;

/** Generous: a fleet's phones behind one key stay far below; a client in a loop does not. */
const REQUESTS: Allowance = { perSecond: 200, burst: 1_000 };
const BYTES: Allowance = { perSecond: 48 * MEBIBYTE, burst: 256 * MEBIBYTE };
/** What costs work: packets and readings. About a quarter of what one process decodes. */
const ENTRIES: Allowance = { perSecond: 100_000, burst: 1_000_000 };

/** What is kept for ever and shown to nobody before somebody repairs it: a firmware's first days, not its years. */
const FAULTS: Allowance = { perSecond: 20, burst: 50_000 };
/** A fleet that begins, and one that grows. */
const NEW_BIKES: Allowance = { perSecond: 5_000 / 3_600, burst: 20_000 };

/** What one process takes of uploads: rates per client, memory and turns per organisation. */
export interface UploadLimits {
  readonly requests: RateLimit;
  readonly bytes: RateLimit;
  readonly entries: RateLimit;
  /** Readings without a place, and begun kilobytes of packets with values that cannot be stored. */
  readonly faults: RateLimit;
  readonly newBikes: NewBikes;
  readonly bodies: BodyRoom;
  readonly turns: UploadTurns;
}

/** @param isKnown whether a bike was heard of before this process was there. */
export const createUploadLimits = (isKnown: (bikeId: string) => boolean = () => false): UploadLimits => ({
  requests: new RateLimit(REQUESTS, "requests"),
  bytes: new RateLimit(BYTES, "bytes"),
  entries: new RateLimit(ENTRIES, "packets and readings"),
  faults: new RateLimit(
    FAULTS,
    "readings without a place and kilobytes of packets with faults",
    "correct what the receipts of the last uploads list",
  ),
  newBikes: new NewBikes(
    new RateLimit(NEW_BIKES, "bikes that were never heard of", "look whether their ids are right"),
    isKnown,
  ),
  bodies: new BodyRoom(),
  turns: new UploadTurns(),
});
