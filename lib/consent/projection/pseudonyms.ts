import { createHmac } from "node:crypto";

/** Of a grant, 32 bytes; while it exists, what it makes can be found again. */
export type GrantKey = Uint8Array;

const HEXADECIMALS = 32;

/** HMAC-SHA-256 (RFC 2104), cut to 128 bits: the same under the same key, and without it nobody can tell whose it is. */
const under = (key: GrantKey, text: string): string =>
  createHmac("sha256", key).update(text).digest("hex").slice(0, HEXADECIMALS);

/** What a rider is called in documents under a grant. */
export const riderPseudonym = (key: GrantKey, riderId: string): string => under(key, `rider ${riderId}`);

/** What a bike is called in documents under a grant. */
export const bikePseudonym = (key: GrantKey, bikeId: string): string => under(key, `bike ${bikeId}`);

/** Id of the document of a bike's ride under a grant. */
export const consentedRideId = (key: GrantKey, bikeId: string, startMs: number): string =>
  under(key, `ride ${bikeId} ${startMs}`);
