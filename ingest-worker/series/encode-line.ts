import { ERROR_COUNT, FIELDS, INGEST_CLIENT, LATENESS_SECONDS, LOCATION } from "@/lib/domain/fields";
import {
  ERROR_CODES_SLOT,
  LAT_SLOT,
  LON_SLOT,
  SLOT_COUNT,
  type SlotValue,
} from "@/lib/domain/stored-reading";
import type { ReadingRows } from "../decode/reading-rows";

/** No line is longer: 25 names, 18 numbers of at most 17 digits, texts escaped to twice their length, and the client. */
export const MAX_LINE_BYTES = 8_192;
/** Characters of a client's id; each takes at most six bytes. */
export const MAX_CLIENT_LENGTH = 256;

const KEYS = FIELDS.map((field) => latin1(`,"${field.stored}":`));
const NUMERIC = Uint8Array.from(FIELDS, (field) => (field.kind === "number" ? 1 : 0));
const TRUTH = Uint8Array.from(FIELDS, (field) => (field.kind === "boolean" ? 1 : 0));
const HEAD = latin1('{"create":{}}\n{"@timestamp":');
const LOCATION_KEY = latin1(`,"${LOCATION}":[`);
const ERROR_COUNT_KEY = latin1(`,"${ERROR_COUNT}":`);
const LATENESS_KEY = latin1(`,"${LATENESS_SECONDS}":`);
const TAIL = latin1("}\n");
const TRUE = latin1("true");
const FALSE = latin1("false");
const LAT_BIT = 1 << LAT_SLOT;
const POSITION_BITS = LAT_BIT | (1 << LON_SLOT);

/** Bytes that every line of a packet shares, made once a packet. */
export const packetPart = (bikeId: string, source: string): Uint8Array =>
  latin1(`,"bike_id":"${bikeId}","source":"${source}"`);
/** The client's part of a line; client ids are few, so callers keep it. The only text that need not be ASCII. */
export const clientPart = (client: string): Uint8Array =>
  new Uint8Array(Buffer.from(`,"${INGEST_CLIENT}":${JSON.stringify(client)}`));

let out: Uint8Array = new Uint8Array();
let at = 0;

/**
 * Writes the two bulk lines of one row at `offset` and returns the offset behind them. The buffer must have
 * `MAX_LINE_BYTES` left.
 * @throws RangeError when the lines end behind the buffer: what is written there goes nowhere.
 */
export function encodeLine(
  buffer: Uint8Array,
  offset: number,
  rows: ReadingRows,
  row: number,
  packet: Uint8Array,
  latenessSeconds: number,
  client: Uint8Array,
): number {
  out = buffer;
  at = offset;
  const base = row * SLOT_COUNT;
  const values = rows.values;
  let mask = rows.masks[row] ?? 0;
  bytes(HEAD);
  integer(rows.times[row] ?? 0);
  bytes(packet);
  if (mask & LAT_BIT) {
    bytes(LOCATION_KEY);
    microdegrees(values[base + LON_SLOT] ?? 0);
    out[at++] = 0x2c;
    microdegrees(values[base + LAT_SLOT] ?? 0);
    out[at++] = 0x5d;
    mask &= ~POSITION_BITS;
  }
  while (mask !== 0) {
    const slot = 31 - Math.clz32(mask & -mask);
    mask &= mask - 1;
    const value = values[base + slot] ?? 0;
    bytes(KEYS[slot] ?? TAIL);
    if (NUMERIC[slot] === 1) integer(value);
    else if (TRUTH[slot] === 1) bytes(value === 1 ? TRUE : FALSE);
    else textValue(slot, rows.texts[value] ?? "");
  }
  bytes(LATENESS_KEY);
  integer(latenessSeconds);
  bytes(client);
  bytes(TAIL);
  if (at > buffer.length)
    throw new RangeError(`expected a line of at most ${buffer.length - offset} bytes, got ${at - offset}`);
  return at;
}

function bytes(part: Uint8Array): void {
  const length = part.length;
  for (let index = 0; index < length; index++) out[at + index] = part[index] ?? 0;
  at += length;
}

function textValue(slot: number, value: SlotValue): void {
  bytes(latin1(JSON.stringify(value)));
  if (slot !== ERROR_CODES_SLOT || !Array.isArray(value)) return;
  bytes(ERROR_COUNT_KEY);
  integer(value.length);
}

/** A whole number of at most 2^53, in decimal. */
function integer(value: number): void {
  let rest = value;
  if (rest < 0) {
    out[at++] = 0x2d;
    rest = -rest;
  }
  if (rest >= 1e9) {
    const high = Math.floor(rest / 1e9);
    integer(high);
    digits(rest - high * 1e9, 9);
  } else digits(rest, digitCount(rest));
}

/** Writes exactly `count` digits of a number below 1e9. */
function digits(value: number, count: number): void {
  let rest = value | 0;
  for (let place = at + count - 1; place >= at; place--) {
    const quotient = (rest / 10) | 0;
    out[place] = 0x30 + (rest - quotient * 10);
    rest = quotient;
  }
  at += count;
}

function digitCount(value: number): number {
  if (value < 1e3) return value < 10 ? 1 : value < 100 ? 2 : 3;
  if (value < 1e6) return value < 1e4 ? 4 : value < 1e5 ? 5 : 6;
  return value < 1e7 ? 7 : value < 1e8 ? 8 : 9;
}

function microdegrees(value: number): void {
  let rest = value;
  if (rest < 0) {
    out[at++] = 0x2d;
    rest = -rest;
  }
  const whole = (rest / 1e6) | 0;
  digits(whole, digitCount(whole));
  out[at++] = 0x2e;
  digits(rest - whole * 1e6, 6);
}

function latin1(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "latin1"));
}
