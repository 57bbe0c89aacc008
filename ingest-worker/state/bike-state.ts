import { FIELDS } from "@/lib/domain/fields";
import type { Source } from "@/lib/domain/packet";
import { compareRegistrations, type Registration } from "@/lib/domain/registration";
import { compareEntries, isPosition, stateDocument } from "@/lib/domain/state";
import {
  POSITION,
  type StateDocument,
  type StateEntry,
  type StoredPosition,
  type StoredState,
} from "@/lib/domain/state-document";
import {
  ALTITUDE_SLOT,
  degreesOf,
  HEADING_SLOT,
  LAT_SLOT,
  LON_SLOT,
  microdegreesOf,
  SLOT_COUNT,
  type SlotValue,
} from "@/lib/domain/stored-reading";
import { compareValues } from "@/lib/domain/value-order";
import type { Span } from "@/lib/trace/span";
import type { TellingMark } from "../rides/telling-mark";
import { packetPart } from "../series/encode-line";
import { ABSENT, LAT_BIT, NEVER, POSITION_BITS, rankOf, SLOTS, TEXT, TRUTH } from "./state-columns";

/**
 * Latest state of one bike in typed memory: `mergeStates` of the domain as columns, so that a reading costs some tens of
 * nanoseconds. Held equal to it by a property test. A position is kept under the latitude's time and rank.
 */
export class BikeState {
  /** Version of the stored document; null until it was read or written. */
  version: { seqNo: number; primaryTerm: number } | null = null;
  /** The stored document, or its absence, is known. */
  loaded = false;
  /** What is stored was handed over to be published. */
  published = false;
  /** Has something that is not in a write yet. */
  dirty = false;
  /** Is being written and published. */
  writing = false;
  /** Knows something that is neither stored nor in a write. */
  isAhead = false;
  /** It was asked once whose the bike's readings are: before that none of them may be merged. */
  isMet = false;
  /** Other readings count for it than those that were merged: it is derived from the store before it is written. */
  mustDerive = false;
  /** Is being derived from the store. */
  isDeriving = false;
  /** Its generation was raised for what counts for it now, and is not stored yet. */
  isRaised = false;
  /** What counted for it was erased: whoever derives it raises its generation. */
  mustRaise = false;
  /** When another than before was stored to count for it, ms since epoch. */
  attributedAtMs: number | null = null;
  /** Rows of batches that hold it: two states of one bike in memory would not know of each other. */
  held = 0;
  /** When its last write was begun, ms of the process's clock. */
  writtenAtMs = Number.NEGATIVE_INFINITY;
  /** What was last told of its rides; null where nothing was. */
  told: TellingMark | null = null;
  /** Of the latest bulk that brought something for the next write and is traced. */
  span: Span | null = null;
  generation = 0;
  newestAtMs = NEVER;
  /** Null until the bike was registered, and while nobody has asked. */
  registration: Registration | null = null;
  /** When its module was in other bikes; null where it never was. */
  readingsOut: NonNullable<Registration["readings_out"]> | null = null;
  /** The edge's stamp of the newest reading that is not published yet, ms since epoch; 0 where there is none. */
  newestArrivalMs = 0;
  private arrivals = 0;
  private readonly parts: { iot?: Uint8Array; app?: Uint8Array } = {};
  private readonly times = new Float64Array(SLOT_COUNT).fill(NEVER);
  private readonly ranks = new Uint8Array(SLOT_COUNT);
  private readonly cells = new Float64Array(SLOT_COUNT);
  private texts: (SlotValue | undefined)[] | null = null;
  /** Entries of fields that a newer version writes: kept as they are, so that this one does not erase them. */
  private foreign: Map<string, StateEntry> | null = null;

  constructor(readonly bikeId: string) {}

  /** Nothing of it is under way: what it knows is stored and published. */
  get idle(): boolean {
    return !this.dirty && !this.writing && !this.isOnItsOwn && this.held === 0;
  }

  /** It is derived, or about to be, and written by whoever does that. */
  get isOnItsOwn(): boolean {
    return this.mustDerive || this.isDeriving;
  }

  /** A reading came; arrivals are told with what is published next, and never stored. */
  noteArrival(receivedAtMs: number): void {
    this.arrivals++;
    if (receivedAtMs > this.newestArrivalMs) this.newestArrivalMs = receivedAtMs;
  }

  /** Readings came that are not published yet. */
  get hasArrivals(): boolean {
    return this.arrivals > 0;
  }

  /** How many readings came since this was last asked, and the edge's stamp of the newest, ms since epoch. */
  takeArrivals(): { readings: number; newestMs: number } {
    const taken = { readings: this.arrivals, newestMs: this.newestArrivalMs };
    this.arrivals = 0;
    this.newestArrivalMs = 0;
    return taken;
  }

  /** What every line of this bike and source begins with, made once. */
  linePart(source: Source): Uint8Array {
    const known = this.parts[source];
    if (known) return known;
    const part = packetPart(this.bikeId, source);
    this.parts[source] = part;
    return part;
  }

  /** Merges one reading's cells; true when anything changed. */
  apply(
    timeMs: number,
    source: Source,
    mask: number,
    cells: Float64Array,
    base: number,
    texts: readonly SlotValue[],
  ): boolean {
    const rank = rankOf(source);
    let changed = timeMs > this.newestAtMs;
    if (changed) this.newestAtMs = timeMs;
    if (mask & LAT_BIT && this.applyPosition(timeMs, rank, mask, cells, base)) changed = true;
    for (let rest = mask & ~POSITION_BITS; rest !== 0; rest &= rest - 1) {
      const slot = 31 - Math.clz32(rest & -rest);
      const cell = cells[base + slot] ?? 0;
      const text = TEXT[slot] === 1 ? texts[cell] : undefined;
      if (!this.isGreater(slot, timeMs, rank, cell, text)) continue;
      this.times[slot] = timeMs;
      this.ranks[slot] = rank;
      this.cells[slot] = cell;
      if (text !== undefined) this.keepText(slot, text);
      changed = true;
    }
    return changed;
  }

  /** Whether anything of it was ever measured. */
  get hasReported(): boolean {
    return this.newestAtMs !== NEVER;
  }

  /** Takes the bike's master data; true when it is of a greater version. */
  register(registration: Registration): boolean {
    if (this.registration && compareRegistrations(this.registration, registration) >= 0) return false;
    this.registration = registration;
    this.readingsOut = registration.readings_out ?? null;
    return true;
  }

  /** Merges a stored state; true when this one changed. */
  mergeStored(stored: Pick<StoredState, keyof StateDocument | "registration">): boolean {
    const isRegistered = stored.registration !== undefined && this.register(stored.registration);
    return this.merge(stored) || isRegistered;
  }

  /** Merges a state; true when this one changed. The greater generation wins whole. */
  merge(document: StateDocument): boolean {
    if (document.generation < this.generation) return false;
    const isErased = document.generation > this.generation;
    if (isErased) this.renew(document.generation);
    const newestAtMs = document.newest_at ?? NEVER;
    let changed = isErased || newestAtMs > this.newestAtMs;
    if (newestAtMs > this.newestAtMs) this.newestAtMs = newestAtMs;
    for (const [name, entry] of Object.entries(document.fields))
      if (this.mergeEntry(name, entry)) changed = true;
    return changed;
  }

  /** Forgets all values, and goes on with those of another generation. */
  renew(generation: number): void {
    this.generation = generation;
    this.newestAtMs = NEVER;
    this.times.fill(NEVER);
    this.foreign = null;
  }

  toDocument(): StateDocument {
    const fields: Record<string, StateEntry> = {};
    for (const [slot, field] of FIELDS.entries()) {
      const t = this.times[slot] ?? NEVER;
      if (t === NEVER || slot === LON_SLOT || slot === ALTITUDE_SLOT || slot === HEADING_SLOT) continue;
      const s: Source = this.ranks[slot] === 1 ? "iot" : "app";
      if (slot === LAT_SLOT) fields[POSITION] = { t, s, v: this.position() };
      else fields[field.stored] = { t, s, v: this.value(slot) };
    }
    for (const [name, entry] of this.foreign ?? []) fields[name] = entry;
    return stateDocument(this.bikeId, this.generation, fields, this.hasReported ? this.newestAtMs : null);
  }

  private keepText(slot: number, text: SlotValue): void {
    this.texts ??= new Array(SLOT_COUNT);
    this.texts[slot] = text;
  }

  private mergeEntry(name: string, entry: StateEntry): boolean {
    const cells = new Float64Array(SLOT_COUNT);
    if (name === POSITION && isPosition(entry.v)) {
      const { lat, lon, altitude_dm, heading_deg } = entry.v;
      cells[LAT_SLOT] = microdegreesOf(lat);
      cells[LON_SLOT] = microdegreesOf(lon);
      cells[ALTITUDE_SLOT] = altitude_dm ?? 0;
      cells[HEADING_SLOT] = heading_deg ?? 0;
      const mask =
        LAT_BIT |
        (1 << LON_SLOT) |
        (altitude_dm === undefined ? 0 : 1 << ALTITUDE_SLOT) |
        (heading_deg === undefined ? 0 : 1 << HEADING_SLOT);
      return this.applyPosition(entry.t, rankOf(entry.s), mask, cells, 0);
    }
    const slot = SLOTS.get(name);
    if (slot === undefined) return name !== POSITION && this.mergeForeign(name, entry);
    if (isPosition(entry.v)) return false;
    const text = typeof entry.v === "string" || Array.isArray(entry.v) ? entry.v : undefined;
    cells[slot] = text === undefined ? Number(entry.v) : 0;
    return this.apply(entry.t, entry.s, 1 << slot, cells, 0, text === undefined ? [] : [text]);
  }

  private mergeForeign(name: string, entry: StateEntry): boolean {
    const present = this.foreign?.get(name);
    if (present && compareEntries(present, entry) >= 0) return false;
    this.foreign ??= new Map();
    this.foreign.set(name, entry);
    return true;
  }

  private applyPosition(
    timeMs: number,
    rank: number,
    mask: number,
    cells: Float64Array,
    base: number,
  ): boolean {
    const lat = cells[base + LAT_SLOT] ?? 0;
    const lon = cells[base + LON_SLOT] ?? 0;
    const altitude = mask & (1 << ALTITUDE_SLOT) ? (cells[base + ALTITUDE_SLOT] ?? 0) : ABSENT;
    const heading = mask & (1 << HEADING_SLOT) ? (cells[base + HEADING_SLOT] ?? 0) : ABSENT;
    const order =
      compare(timeMs, this.times[LAT_SLOT] ?? NEVER) ||
      rank - (this.ranks[LAT_SLOT] ?? 0) ||
      lat - (this.cells[LAT_SLOT] ?? 0) ||
      lon - (this.cells[LON_SLOT] ?? 0) ||
      altitude - (this.cells[ALTITUDE_SLOT] ?? 0) ||
      heading - (this.cells[HEADING_SLOT] ?? 0);
    if (order <= 0) return false;
    this.times[LAT_SLOT] = timeMs;
    this.ranks[LAT_SLOT] = rank;
    this.cells[LAT_SLOT] = lat;
    this.cells[LON_SLOT] = lon;
    this.cells[ALTITUDE_SLOT] = altitude;
    this.cells[HEADING_SLOT] = heading;
    return true;
  }

  private isGreater(
    slot: number,
    timeMs: number,
    rank: number,
    cell: number,
    text: SlotValue | undefined,
  ): boolean {
    const present = this.times[slot] ?? NEVER;
    if (timeMs !== present) return timeMs > present;
    const presentRank = this.ranks[slot] ?? 0;
    if (rank !== presentRank) return rank > presentRank;
    if (text === undefined) return cell > (this.cells[slot] ?? 0);
    return compareValues(text, this.texts?.[slot] ?? "") > 0;
  }

  private position(): StoredPosition {
    const altitude = this.cells[ALTITUDE_SLOT] ?? ABSENT;
    const heading = this.cells[HEADING_SLOT] ?? ABSENT;
    return {
      lat: degreesOf(this.cells[LAT_SLOT] ?? 0),
      lon: degreesOf(this.cells[LON_SLOT] ?? 0),
      ...(altitude === ABSENT ? {} : { altitude_dm: altitude }),
      ...(heading === ABSENT ? {} : { heading_deg: heading }),
    };
  }

  private value(slot: number): SlotValue {
    if (TEXT[slot] === 1) return this.texts?.[slot] ?? "";
    const cell = this.cells[slot] ?? 0;
    return TRUTH[slot] === 1 ? cell === 1 : cell;
  }
}

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
