import { type Field, fieldNamed } from "./fields";
import type { DeadLetterReason } from "./outcome";
import { BIKE_ID_PATTERN, type BikeId, PACKET_VERSION, SOURCES, type Source } from "./packet";
import { LAT_SLOT, LON_SLOT, SLOT_COUNT, type SlotValue, type StoredReading } from "./stored-reading";
import { compareTexts } from "./value-order";

/** A field that is taken out of its reading; the rest of the reading is kept. `reading` is null for a packet field. */
export interface FieldFault {
  readonly reading: number | null;
  readonly field: string;
  readonly expected: string;
  readonly got: string;
}

export interface DecodedPacket {
  readonly kind: "packet";
  readonly bikeId: BikeId;
  readonly source: Source;
  readonly readings: readonly DecodedReading[];
  readonly faults: readonly FieldFault[];
}
/** A reading in stored form; `timeMs` is NaN when it names no usable time. */
interface DecodedReading extends StoredReading {
  /** Place in the packet, from 0. */
  readonly index: number;
  /** As sent. */
  readonly raw: unknown;
}
/** A packet of which nothing can be used. */
export interface PacketFault {
  readonly kind: "fault";
  readonly reason: DeadLetterReason;
  readonly expected: string;
  readonly got: string;
}

/** Decodes one packet's JSON text. Never throws: what is wrong is a value. */
export function decodePacketText(json: string): DecodedPacket | PacketFault {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return fault("undecodable", "one JSON object", json);
  }
  return decodePacket(value);
}

/** Validates a parsed packet and brings its readings into stored form. */
export function decodePacket(value: unknown): DecodedPacket | PacketFault {
  if (!isObject(value)) return fault("undecodable", "one JSON object", value);
  if (value.v !== PACKET_VERSION) return fault("unsupported-version", `v: ${PACKET_VERSION}`, value.v);
  const bikeId = value.bike_id;
  if (!isBikeId(bikeId))
    return fault("malformed-bike-id", `bike_id: text matching ${BIKE_ID_PATTERN.source}`, bikeId);
  const source = value.source;
  if (!isSource(source)) return fault("unknown-source", `source: ${SOURCES.join(" or ")}`, source);
  if (!Array.isArray(value.readings) || value.readings.length === 0) {
    return fault("undecodable", "readings: a list of at least one reading", value.readings);
  }
  const faults: FieldFault[] = [];
  for (const name of Object.keys(value)) {
    if (!PACKET_FIELDS.has(name))
      faults.push(fieldFault(null, name, "no such field in a packet", value[name]));
  }
  const readings = value.readings.map((reading, index) => decodeReading(reading, index, faults));
  return { kind: "packet", bikeId, source, readings, faults };
}

const PACKET_FIELDS = new Set(["v", "bike_id", "source", "sent_at", "readings"]);

function decodeReading(value: unknown, index: number, faults: FieldFault[]): DecodedReading {
  const values: (SlotValue | undefined)[] = new Array(SLOT_COUNT);
  if (!isObject(value)) return { index, timeMs: Number.NaN, values, raw: value };
  for (const [name, sent] of Object.entries(value)) {
    if (name === "t" || sent === null) continue;
    const known = fieldNamed(name);
    if (!known) {
      faults.push(fieldFault(index, name, "no such field in the contract", sent));
      continue;
    }
    const stored = toStored(known.field, sent);
    if (stored === undefined) faults.push(fieldFault(index, name, expectationOf(known.field), sent));
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
  faults: FieldFault[],
): void {
  if ((values[LAT_SLOT] === undefined) === (values[LON_SLOT] === undefined)) return;
  const slot = values[LAT_SLOT] === undefined ? LON_SLOT : LAT_SLOT;
  const name = slot === LAT_SLOT ? "lat" : "lon";
  faults.push(fieldFault(index, name, "lat and lon together", sent[name]));
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
const isBikeId = (value: unknown): value is BikeId =>
  typeof value === "string" && BIKE_ID_PATTERN.test(value);
const isSource = (value: unknown): value is Source => SOURCES.some((source) => source === value);

const GOT_LENGTH = 120;
/** What came, in words for the sender; never throws, however deep a value is nested. */
export function shown(value: unknown): string {
  const text = typeof value === "string" ? value : jsonOf(value);
  return text.length > GOT_LENGTH ? `${text.slice(0, GOT_LENGTH)}…` : text;
}
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "nothing";
  } catch {
    return "a value nested too deeply to be shown";
  }
}
const fault = (reason: DeadLetterReason, expected: string, got: unknown): PacketFault => ({
  kind: "fault",
  reason,
  expected,
  got: shown(got),
});
const fieldFault = (reading: number | null, field: string, expected: string, got: unknown): FieldFault => ({
  reading,
  field,
  expected,
  got: shown(got),
});
