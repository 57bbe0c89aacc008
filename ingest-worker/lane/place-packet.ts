import { type DecodedPacket, decodePacketText } from "@/lib/domain/decode-packet";
import { type FieldFault, shown } from "@/lib/domain/faults";
import type { DeadLetterReason, OutcomeKind } from "@/lib/domain/outcome";
import { HEADER, MAX_READINGS_PER_PACKET } from "@/lib/domain/packet";
import { LATENESS_CLASSES, latenessSeconds, placeOf } from "@/lib/domain/placing";
import { type TimeWindow, windowOf } from "@/lib/domain/window";
import { slicePacket } from "@/lib/ingest/slice-packet";
import type { Aside } from "../aside/aside";
import type { Breaker } from "../breaker";
import { fillRows, ReadingRows } from "../decode/reading-rows";
import { scanPacket } from "../decode/scan-packet";
import { type Erased, isErased, isRecordErased, mayBeErased } from "../erasure/erased";
import type { Metrics } from "../metrics";
import type { Batcher } from "../series/batcher";
import { clientPart, MAX_CLIENT_LENGTH } from "../series/encode-line";
import type { StateKeeper } from "../state/keeper";
import type { RecordOrigin } from "./origin-of";
import type { Origin, Ticket } from "./ticket";

const MAX_CLIENTS_KEPT = 10_000;
const LAST_CLASS = LATENESS_CLASSES.length - 1;

/**
 * Takes one packet apart and puts each of its readings where it belongs: its window's batch, the waiting room, the
 * quarantine or the dead letters; nowhere, where it was erased. Decided by the packet and the edge's stamps alone, but for
 * that.
 */
export class PacketPlacer {
  private readonly rows = new ReadingRows();
  private readonly clients = new Map<string, Uint8Array>();
  private readonly lateness = new Uint32Array(LATENESS_CLASSES.length);
  private window: TimeWindow = windowOf(0);
  private packets = { scanned: 0, general: 0 };
  private placed = 0;

  constructor(
    private readonly lane: string,
    private readonly batcher: Pick<Batcher, "batchFor" | "add">,
    private readonly states: Pick<StateKeeper, "bike">,
    private readonly aside: Aside,
    private readonly breaker: Breaker,
    private readonly serviceEpochMs: number,
    private readonly metrics: Metrics,
    private readonly erased: Pick<Erased, "of">,
  ) {}

  place(origin: RecordOrigin, ticket: Ticket): void {
    const unusable = unusableHeader(origin);
    if (unusable) {
      this.deadLetter(origin, unusable.reason, [unusable.fault], ticket);
      return;
    }
    const { record } = origin;
    if (scanPacket(record.bytes, this.rows, record.valueStart, record.valueEnd)) {
      this.packets.scanned++;
      if (!record.hasKey(this.rows.bikeId))
        this.foreignKey(origin, this.rows.bikeId, this.rows.count, ticket);
      else {
        origin.source = this.rows.source;
        this.placeRows(origin, ticket);
      }
      return;
    }
    this.packets.general++;
    const decoded = decodePacketText(origin.value.toString("utf8"));
    if (decoded.kind === "fault") {
      this.deadLetter(origin, decoded.reason, [{ reading: null, field: "", ...decoded }], ticket);
    } else if (!record.hasKey(decoded.bikeId))
      this.foreignKey(origin, decoded.bikeId, decoded.readings.length, ticket);
    else {
      origin.source = decoded.source;
      this.placeDecoded(origin, decoded, ticket);
    }
  }

  /** Brings what was counted since the last call into the metrics. */
  report(): void {
    for (const [at, { key }] of LATENESS_CLASSES.entries()) {
      const count = this.lateness[at] ?? 0;
      if (count > 0) this.metrics.lateness.inc({ class: key }, count);
    }
    this.lateness.fill(0);
    this.metrics.packets.inc({ lane: this.lane, decoder: "scanned" }, this.packets.scanned);
    this.metrics.packets.inc({ lane: this.lane, decoder: "general" }, this.packets.general);
    this.breaker.accept(this.placed);
    this.breaker.closeIfWell();
    this.placed = 0;
    this.packets = { scanned: 0, general: 0 };
  }

  private placeDecoded(origin: Origin, packet: DecodedPacket, ticket: Ticket): void {
    if (packet.faultCount > 0 && !isRecordErased(this.erased, origin)) {
      this.aside.deadLetter(origin, "field", packet.faults, [ticket], packet.faultCount);
      this.metrics.fieldFaults.inc({ lane: this.lane }, packet.faultCount);
    }
    const timed = packet.readings.filter((reading) => !Number.isNaN(reading.timeMs));
    if (timed.length < packet.readings.length) this.placeTimeless(origin, packet, ticket);
    for (let from = 0; from < timed.length; from += MAX_READINGS_PER_PACKET) {
      fillRows(this.rows, { ...packet, readings: timed }, from, from + MAX_READINGS_PER_PACKET);
      this.placeRows(origin, ticket);
    }
  }

  /** Readings without a usable time, in the bytes that were sent: what JSON.parse makes of a number may not be it. */
  private placeTimeless(origin: Origin, packet: DecodedPacket, ticket: Ticket): void {
    const texts = slicePacket(origin.value)?.readings;
    const isGone = isErased(this.erased, origin, packet.source, origin.receivedAtMs);
    for (const { index, timeMs, raw } of packet.readings) {
      if (!Number.isNaN(timeMs)) continue;
      if (isGone) {
        this.count("erased");
        continue;
      }
      const text = texts?.[index]?.toString("utf8") ?? JSON.stringify(raw);
      this.aside.withoutTime(origin, text, [ticket]);
      this.count("quarantined");
    }
  }

  private placeRows(origin: Origin, ticket: Ticket): void {
    const { rows } = this;
    const bike = this.states.bike(rows.bikeId);
    const client = this.clientPart(origin.client);
    const mayBeGone = mayBeErased(this.erased, origin);
    this.placed += rows.count;
    for (let row = 0; row < rows.count; row++) {
      const timeMs = rows.times[row] ?? 0;
      const place = placeOf(timeMs, origin.receivedAtMs, this.serviceEpochMs);
      const knownAtMs = place === "implausible-time" ? origin.receivedAtMs : timeMs;
      if (mayBeGone && isErased(this.erased, origin, rows.source, knownAtMs)) {
        this.count("erased");
      } else if (place === "ahead-of-clock") {
        this.aside.aheadOfClock(origin, rows.reading(row), [ticket]);
        this.count("quarantined");
      } else if (place === "implausible-time") {
        this.aside.beforeEpoch(origin, rows.reading(row), [ticket]);
        this.count("quarantined");
      } else {
        const lateness = latenessSeconds(timeMs, origin.receivedAtMs);
        this.countLateness(lateness);
        const batch = this.batcher.batchFor(this.windowAt(timeMs));
        this.batcher.add(batch, rows, row, origin, ticket, bike, client, lateness);
      }
    }
  }

  private windowAt(timeMs: number): TimeWindow {
    if (timeMs < this.window.startMs || timeMs >= this.window.endMs) this.window = windowOf(timeMs);
    return this.window;
  }

  private clientPart(client: string): Uint8Array {
    const known = this.clients.get(client);
    if (known) return known;
    if (this.clients.size >= MAX_CLIENTS_KEPT) this.clients.clear();
    const part = clientPart(client);
    this.clients.set(client, part);
    return part;
  }

  private countLateness(seconds: number): void {
    let at = 0;
    while (at < LAST_CLASS && seconds >= (LATENESS_CLASSES[at]?.belowSeconds ?? 0)) at++;
    this.lateness[at] = (this.lateness[at] ?? 0) + 1;
  }

  private foreignKey(origin: Origin, bikeId: string, readings: number, ticket: Ticket): void {
    const fault = { reading: null, field: "bike_id", expected: origin.bikeId, got: bikeId };
    this.deadLetter(origin, "foreign-key", [fault], ticket, readings);
  }

  /** @param readings as many as are in it; a record that cannot be decoded counts as one. */
  private deadLetter(
    origin: Origin,
    reason: DeadLetterReason,
    faults: FieldFault[],
    ticket: Ticket,
    readings = 1,
  ): void {
    if (isRecordErased(this.erased, origin)) {
      this.count("erased", readings);
      return;
    }
    this.aside.deadLetter(origin, reason, faults, [ticket]);
    this.breaker.mayRefuse([{ bikeId: origin.bikeId, client: origin.client, readings }], 0, reason);
    this.count("dead-lettered", readings);
  }

  private count(outcome: OutcomeKind, readings = 1): void {
    this.metrics.readings.inc({ lane: this.lane, outcome }, readings);
  }
}

/** What of a record's headers nothing can be made of, or null. */
function unusableHeader(origin: Origin): { reason: DeadLetterReason; fault: FieldFault } | null {
  if (Number.isNaN(origin.receivedAtMs)) {
    const expected = "a header with the edge's clock, ms, at most 15 digits";
    const got = shown(String(origin.headers[HEADER.receivedAt] ?? "nothing"));
    return { reason: "no-arrival", fault: { reading: null, field: HEADER.receivedAt, expected, got } };
  }
  if (origin.client.length > MAX_CLIENT_LENGTH) {
    const expected = `a header of at most ${MAX_CLIENT_LENGTH} characters`;
    const got = `${origin.client.length} characters`;
    return {
      reason: "malformed-client",
      fault: { reading: null, field: HEADER.ingestClient, expected, got },
    };
  }
  return null;
}
