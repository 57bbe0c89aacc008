import { createHash, randomBytes } from "node:crypto";

const KEY_PATTERN = /^slip_[A-Za-z0-9_-]{43}$/;

/** A new key: 256 random bits, with a beginning by which people and scanners recognise it. */
export const createKey = (): string => `slip_${randomBytes(32).toString("base64url")}`;

export const isKey = (text: string): boolean => KEY_PATTERN.test(text);

/** What the database keeps of a key: SHA-256, hexadecimal. 256 random bits need no slow hash. */
export const hashOfKey = (key: string): string => createHash("sha256").update(key).digest("hex");
