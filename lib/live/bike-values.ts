import type { BikeFacts } from "@/lib/domain/bike-status";
import { isPosition } from "@/lib/domain/state";
import { POSITION, type StateDocument, type StateEntry } from "@/lib/domain/state-document";
import { degreesOf, microdegreesOf } from "@/lib/domain/stored-reading";
import { compareValues } from "@/lib/domain/value-order";
import { BikeRows } from "./bike-rows";
import { grown } from "./grown";
import { headingOf, packAttitude } from "./pack-attitude";

/** Fields by the place of their time. */
const PLACE = 0;
const SPEED = 1;
const CHARGE = 2;
const CURRENT = 3;
const FAULTS = 4;
const LOCKED = 5;
const NEWEST = 6;
/** Numbers; latitude and longitude are microdegrees. Small numbers are speed, charge and current in stored form. */
const LAT = 0;
const LON = 1;
const ATTITUDE = 2;
/** Flags: a bit per field for entries that the module recorded, and two more. */
const IS_LOCKED = 1 << 6;
const HAS_CODES = 1 << 7;
const NO_CODES: readonly string[] = [];
const NEVER = Number.NEGATIVE_INFINITY;

/** What a merge changed. */
export const CHANGED = { position: 1, speed: 2, charge: 4, other: 8 } as const;
const EVERYTHING = 15;
export const SHOWN = CHANGED.position | CHANGED.speed | CHANGED.charge;

/**
 * Newest values of every bike in typed memory: `mergeStates` of the domain for the fields that the map and the statuses
 * need. Held equal to it by a property test.
 */
export class BikeValues {
  private readonly rows = new BikeRows();
  /** Of those bikes only of which something was erased; 0 for the others. */
  private readonly generations = new Map<number, number>();
  /** Of those bikes only that have some. */
  private readonly codes = new Map<number, readonly string[]>();
  /** What is older is not shown, ms since epoch; there is no room for it until one bike needs it. */
  private shownFrom: Float64Array | null = null;
  private room = 0;

  makeRoom(bikes: number): void {
    this.rows.makeRoom(bikes);
    this.room = bikes;
    if (this.shownFrom) this.shownFrom = grownFrom(this.shownFrom, bikes);
  }

  /**
   * From now on nothing of the bike is shown that was measured before `fromMs`; it is kept, for other times may come.
   * @returns whether anything is shown that was not, or the other way round.
   */
  showFrom(bike: number, fromMs: number): boolean {
    const before = this.shownFromMs(bike);
    if (before === fromMs) return false;
    this.shownFrom ??= grownFrom(new Float64Array(0), this.room);
    this.shownFrom[bike] = fromMs;
    for (let field = PLACE; field <= NEWEST; field++) {
      const time = this.rows.time(bike, field);
      if (time >= before !== time >= fromMs) return true;
    }
    return false;
  }

  /** Merges a state into what is known of the bike; bits of `CHANGED`, 0 where it brings nothing. */
  merge(bike: number, { generation, newest_at, fields }: StateDocument): number {
    const known = this.generations.get(bike) ?? 0;
    if (generation < known) return 0;
    let changed = 0;
    if (generation > known) {
      this.rows.clear(bike);
      this.codes.delete(bike);
      this.generations.set(bike, generation);
      changed = EVERYTHING;
    }
    if (newest_at !== null && newest_at > this.rows.time(bike, NEWEST)) {
      this.rows.setTime(bike, NEWEST, newest_at);
      changed |= CHANGED.other;
    }
    changed |= this.mergePosition(bike, fields[POSITION]);
    changed |= this.mergeNumber(bike, SPEED, fields.speed_ckmh, CHANGED.speed);
    changed |= this.mergeNumber(bike, CHARGE, fields.soc_permille, CHANGED.charge);
    changed |= this.mergeNumber(bike, CURRENT, fields.battery_current_ca, CHANGED.other);
    return changed | this.mergeCodes(bike, fields.error_codes) | this.mergeLock(bike, fields.locked);
  }

  /** Writes what statuses are decided by into `facts`, the rhythm aside. */
  fill(facts: { -readonly [K in keyof BikeFacts]: BikeFacts[K] }, bike: number): void {
    facts.newestAtMs = this.newestAtMs(bike);
    facts.speedKmh = this.speedKmh(bike) ?? 0;
    facts.speedAtMs = this.speedAtMs(bike);
    facts.currentA = this.currentA(bike) ?? 0;
    facts.currentAtMs = this.shownTime(bike, CURRENT);
    facts.chargePct = this.chargePct(bike) ?? Number.NaN;
    facts.hasFaults = this.isShown(bike, FAULTS) && this.rows.flag(bike, HAS_CODES);
  }

  /** Event time of the newest value, shown or not; minus infinity where there is none. */
  knownAtMs(bike: number): number {
    return this.rows.time(bike, NEWEST);
  }

  /** Minus infinity where nothing is to be shown. */
  newestAtMs(bike: number): number {
    return this.shownTime(bike, NEWEST);
  }

  hasPosition(bike: number): boolean {
    return this.isShown(bike, PLACE);
  }

  /** Degrees; of use only where there is a position. */
  latitude(bike: number): number {
    return degreesOf(this.rows.number(bike, LAT));
  }
  longitude(bike: number): number {
    return degreesOf(this.rows.number(bike, LON));
  }
  headingDeg(bike: number): number | null {
    return headingOf(this.rows.number(bike, ATTITUDE));
  }
  positionAtMs(bike: number): number {
    return this.rows.time(bike, PLACE);
  }

  speedKmh(bike: number): number | null {
    return this.stored(bike, SPEED, 100);
  }
  /** Minus infinity where no speed is to be shown. */
  speedAtMs(bike: number): number {
    return this.shownTime(bike, SPEED);
  }
  chargePct(bike: number): number | null {
    return this.stored(bike, CHARGE, 10);
  }
  currentA(bike: number): number | null {
    return this.stored(bike, CURRENT, 100);
  }

  errorCodes(bike: number): readonly string[] {
    return this.isShown(bike, FAULTS) ? this.knownCodes(bike) : NO_CODES;
  }

  isLocked(bike: number): boolean | null {
    return this.isShown(bike, LOCKED) ? this.rows.flag(bike, IS_LOCKED) : null;
  }

  private knownCodes(bike: number): readonly string[] {
    return this.rows.flag(bike, HAS_CODES) ? (this.codes.get(bike) ?? NO_CODES) : NO_CODES;
  }

  shownFromMs(bike: number): number {
    return this.shownFrom?.[bike] ?? NEVER;
  }

  private isShown(bike: number, field: number): boolean {
    return this.shownTime(bike, field) !== NEVER;
  }

  private shownTime(bike: number, field: number): number {
    const time = this.rows.time(bike, field);
    return time >= this.shownFromMs(bike) ? time : NEVER;
  }

  /** What a change counts as that brings an entry of this time. */
  private asShown(bike: number, timeMs: number, changed: number): number {
    return timeMs >= this.shownFromMs(bike) ? changed : CHANGED.other;
  }

  private stored(bike: number, field: number, factor: number): number | null {
    return this.isShown(bike, field) ? this.rows.small(bike, field - SPEED) / factor : null;
  }

  private mergePosition(bike: number, entry: StateEntry | undefined): number {
    if (!entry || !isPosition(entry.v)) return 0;
    const { rows } = this;
    const lat = microdegreesOf(entry.v.lat);
    const lon = microdegreesOf(entry.v.lon);
    const attitude = packAttitude(entry.v);
    const [byLat, byLon] = [lat - rows.number(bike, LAT), lon - rows.number(bike, LON)];
    const known = rows.number(bike, ATTITUDE);
    if ((this.order(bike, PLACE, entry) || byLat || byLon || attitude - known) <= 0) return 0;
    const turned = headingOf(attitude) !== headingOf(known);
    const moved = byLat !== 0 || byLon !== 0 || turned || !this.hasPosition(bike);
    this.stamp(bike, PLACE, entry);
    rows.setNumber(bike, LAT, lat);
    rows.setNumber(bike, LON, lon);
    rows.setNumber(bike, ATTITUDE, attitude);
    return moved ? this.asShown(bike, entry.t, CHANGED.position) : CHANGED.other;
  }

  private mergeNumber(bike: number, field: number, entry: StateEntry | undefined, shown: number): number {
    if (!entry) return 0;
    const value = Number(entry.v);
    const known = this.rows.small(bike, field - SPEED);
    if ((this.order(bike, field, entry) || value - known) <= 0) return 0;
    const changed = value === known && this.isShown(bike, field) ? CHANGED.other : shown;
    this.stamp(bike, field, entry);
    this.rows.setSmall(bike, field - SPEED, value);
    return this.asShown(bike, entry.t, changed);
  }

  private mergeCodes(bike: number, entry: StateEntry | undefined): number {
    if (!entry || !Array.isArray(entry.v)) return 0;
    const order = this.order(bike, FAULTS, entry) || compareValues(entry.v, this.knownCodes(bike));
    if (order <= 0) return 0;
    this.stamp(bike, FAULTS, entry);
    if (entry.v.length > 0) this.codes.set(bike, entry.v);
    else if (this.rows.flag(bike, HAS_CODES)) this.codes.delete(bike);
    this.rows.setFlag(bike, HAS_CODES, entry.v.length > 0);
    return CHANGED.other;
  }

  private mergeLock(bike: number, entry: StateEntry | undefined): number {
    if (!entry) return 0;
    const order =
      this.order(bike, LOCKED, entry) || Number(entry.v) - Number(this.rows.flag(bike, IS_LOCKED));
    if (order <= 0) return 0;
    this.stamp(bike, LOCKED, entry);
    this.rows.setFlag(bike, IS_LOCKED, entry.v === true);
    return CHANGED.other;
  }

  /** Order of an entry and the known one by event time and source; 0 where their values decide. */
  private order(bike: number, field: number, { t, s }: StateEntry): number {
    const known = this.rows.time(bike, field);
    if (t !== known) return t > known ? 1 : -1;
    return Number(s === "iot") - Number(this.rows.flag(bike, 1 << field));
  }

  private stamp(bike: number, field: number, { t, s }: StateEntry): void {
    this.rows.setTime(bike, field, t);
    this.rows.setFlag(bike, 1 << field, s === "iot");
  }
}

function grownFrom(column: Float64Array, bikes: number): Float64Array {
  const grownColumn = grown(column, bikes, Float64Array);
  return grownColumn === column ? column : grownColumn.fill(NEVER, column.length);
}
