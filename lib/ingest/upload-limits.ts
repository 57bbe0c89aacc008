import { BodyRoom } from "./body-room";
import { type Allowance, RateLimit } from "./rate-limit";
import { UploadTurns } from "./upload-turns";

const MEBIBYTE = 1024 * 1024;

/** Generous: a fleet's phones behind one key stay far below; a client in a loop does not. */
const REQUESTS: Allowance = { perSecond: 200, burst: 1_000 };
const BYTES: Allowance = { perSecond: 48 * MEBIBYTE, burst: 256 * MEBIBYTE };
/** What costs work: packets and readings. About a quarter of what one process decodes. */
const ENTRIES: Allowance = { perSecond: 100_000, burst: 1_000_000 };

/** What one process takes of uploads: rates per client, memory and turns per organisation. */
export interface UploadLimits {
  readonly requests: RateLimit;
  readonly bytes: RateLimit;
  readonly entries: RateLimit;
  readonly bodies: BodyRoom;
  readonly turns: UploadTurns;
}

export const createUploadLimits = (): UploadLimits => ({
  requests: new RateLimit(REQUESTS, "requests"),
  bytes: new RateLimit(BYTES, "bytes"),
  entries: new RateLimit(ENTRIES, "packets and readings"),
  bodies: new BodyRoom(),
  turns: new UploadTurns(),
});
