import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { GrantKey } from "../projection/pseudonyms";

const CIPHER = "aes-256-gcm";
const [NONCE_BYTES, TAG_BYTES, KEY_BYTES] = [12, 16, 32];

export const newGrantKey = (): GrantKey => randomBytes(KEY_BYTES);

/** Which key it is, so that no row can pass for another's. */
const boundTo = (position: number): Buffer => Buffer.from(`grant ${position}`);

/** A grant's key as the database keeps it: AES-256-GCM (NIST SP 800-38D), nonce and tag before it. */
export function wrapKey(wrapping: Uint8Array, key: GrantKey, position: number): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, wrapping, nonce).setAAD(boundTo(position));
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), wrapped]);
}

/** @throws Error where it was not wrapped by this key, or for another grant. */
export function unwrapKey(wrapping: Uint8Array, wrapped: Uint8Array, position: number): GrantKey {
  const nonce = wrapped.subarray(0, NONCE_BYTES);
  const tag = wrapped.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, wrapping, nonce).setAAD(boundTo(position)).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    const what = `The key of grant ${position} was not wrapped by this SLIPSTREAM_PSEUDONYM_KEY.`;
    throw new Error(`${what} Expected the one that it was made with.`, { cause });
  }
}
