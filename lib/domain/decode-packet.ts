import { type DecodedReading, decodeReading } from "./decode-reading";
import { FaultList, type FieldFault, shown } from "./faults";
import { isNestedDeeper, MAX_NESTING } from "./nesting";
import type { DeadLetterReason } from "./outcome";
import { BIKE_ID_PATTERN, type BikeId, PACKET_VERSION, SOURCES, type Source } from "./packet";

export interface DecodedPacket {
  readonly kind: "packet";
  readonly bikeId: BikeId;
  readonly source: Source;
  readonly readings: readonly DecodedReading[];
  /** The first thousand; `faultCount` counts all. */
  readonly faults: readonly FieldFault[];
  readonly faultCount: number;
}
/** A packet of which nothing can be used. */
export interface PacketFault {
  readonly kind: "fault";
  readonly reason: DeadLetterReason;
  readonly expected: string;
  readonly got: string;
}
/** Whose packet it is, and its readings before anything has been done for them. */
export interface PacketHead {
  readonly kind: "head";
  readonly bikeId: BikeId;
  readonly source: Source;
  readonly readings: readonly unknown[];
  readonly faults: FaultList;
}

/** Decodes one packet's JSON text. Never throws: what is wrong is a value. */
export function decodePacketText(json: string): DecodedPacket | PacketFault {
  const parsed = parsePacketText(json);
  return parsed.kind === "fault" ? parsed : decodePacket(parsed.value);
}

/** Validates a parsed packet and brings its readings into stored form. */
export function decodePacket(value: unknown): DecodedPacket | PacketFault {
  const head = decodeHead(value);
  return head.kind === "fault" ? head : decodeReadings(head);
}

/** Parses the JSON text of a packet, or of a part that `around` lists and objects enclose. Of equal names the last counts. */
export function parsePacketText(
  json: string,
  around = 0,
): { readonly kind: "parsed"; readonly value: unknown } | PacketFault {
  if (isNestedDeeper(json, MAX_NESTING - around))
    return fault("undecodable", `lists and objects nested at most ${MAX_NESTING} deep`, json);
  try {
    return { kind: "parsed", value: JSON.parse(json) };
  } catch {
    return fault("undecodable", around === 0 ? "one JSON object" : "JSON", json);
  }
}

/** Everything of a parsed packet but its readings. */
export function decodeHead(value: unknown): PacketHead | PacketFault {
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
  const faults = new FaultList();
  for (const name of Object.keys(value)) {
    if (!PACKET_FIELDS.has(name)) faults.add(null, name, "no such field in a packet", value[name]);
  }
  return { kind: "head", bikeId, source, readings: value.readings, faults };
}

/** The packet of a head whose readings are parsed. */
export function decodeReadings({ bikeId, source, readings, faults }: PacketHead): DecodedPacket {
  const decoded = readings.map((reading, index) => decodeReading(reading, index, faults));
  return {
    kind: "packet",
    bikeId,
    source,
    readings: decoded,
    faults: faults.listed,
    faultCount: faults.count,
  };
}

const PACKET_FIELDS = new Set(["v", "bike_id", "source", "sent_at", "readings"]);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isBikeId = (value: unknown): value is BikeId =>
  typeof value === "string" && BIKE_ID_PATTERN.test(value);
const isSource = (value: unknown): value is Source => SOURCES.some((source) => source === value);

const fault = (reason: DeadLetterReason, expected: string, got: unknown): PacketFault => ({
  kind: "fault",
  reason,
  expected,
  got: shown(got),
});
