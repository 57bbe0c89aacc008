import type { FaultList } from "./faults";
import { type Field, fieldNamed } from "./fields";
import { LAT_SLOT, LON_SLOT, SLOT_COUNT, type SlotValue, type StoredReading } from "./stored-reading";
import { compareTexts } from "./value-order";

/** A reading in stored form; `timeMs` is NaN when it names no usable time. */
export interface DecodedReading extends StoredReading {
  /** Place in the packet, from 0. */
  readonly index: number;
  /** As sent. */
  readonly raw: unknown;
}

/** Brings one reading, as parsed, into stored form; what the contract does not allow is taken out and noted. */
export function decodeReading(value: unknown, index: number, faults: FaultList): DecodedReading {
  const values: (SlotValue | undefined)[] = new Array(SLOT_COUNT);
  if (!isObject(value)) return { index, timeMs: Number.NaN, values, raw: value };
  for (const [name, sent] of Object.entries(value)) {
    if (name === "t" || sent === null) continue;
    const known = fieldNamed(name);
    if (!known) {
      faults.add(index, name, "no such field in the contract", sent);
      continue;
    }
    const stored = toStored(known.field, sent);
    if (stored === undefined) faults.add(index, name, expectationOf(known.field), sent);
    else values[known.slot] = stored;
  }
  takeOutHalfPosition(value, values, index, faults);
  return { index, timeMs: isTime(value.t) ? value.t : Number.NaN, values, raw: value };
}

/** A latitude without its longitude is no position. */
function takeOutHalfPosition(
  sent: Record<string, unknown>,
  values: (SlotValue | undefined)[],
  index: number,
  faults: FaultList,
): void {
  if ((values[LAT_SLOT] === undefined) === (values[LON_SLOT] === undefined)) return;
  const slot = values[LAT_SLOT] === undefined ? LON_SLOT : LAT_SLOT;
  const name = slot === LAT_SLOT ? "lat" : "lon";
  faults.add(index, name, "lat and lon together", sent[name]);
  values[slot] = undefined;
}

/** Stored form of a value as sent, or undefined when the field does not allow it. */
function toStored(field: Field, sent: unknown): SlotValue | undefined {
  switch (field.kind) {
    case "number": {
      if (typeof sent !== "number" || sent < field.min || sent > field.max) return undefined;
      if (field.whole && !Number.isInteger(sent)) return undefined;
      return Math.round(sent * field.factor) + 0;
    }
    case "boolean":
      return typeof sent === "boolean" ? sent : undefined;
    case "text":
      return isText(sent, field.maxLength) ? sent : undefined;
    case "text-set": {
      if (!Array.isArray(sent) || sent.length > field.maxItems) return undefined;
      const texts = sent.filter((item) => isText(item, field.maxLength));
      return texts.length === sent.length ? [...new Set(texts)].sort(compareTexts) : undefined;
    }
  }
}

/** What a field allows, in words for the sender. */
export function expectationOf(field: Field): string {
  switch (field.kind) {
    case "number":
      return `${field.whole ? "whole number" : "number"} from ${field.min} to ${field.max}${field.unit ? ` ${field.unit}` : ""}`;
    case "boolean":
      return "true or false";
    case "text":
      return `text of 1 to ${field.maxLength} printable ASCII characters`;
    case "text-set":
      return `list of at most ${field.maxItems} texts of 1 to ${field.maxLength} printable ASCII characters`;
  }
}

/** A usable event time: whole milliseconds that a date can hold. */
const isTime = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && Math.abs(value) <= 8.64e15;
const isText = (value: unknown, maxLength: number): value is string =>
  typeof value === "string" && value.length <= maxLength && /^[\x20-\x7e]+$/.test(value);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
