import type { BikeFacts } from "@/lib/domain/bike-status";
import { isPosition } from "@/lib/domain/state";
import { POSITION, type StateDocument, type StateEntry } from "@/lib/domain/state-document";
import { degreesOf, microdegreesOf } from "@/lib/domain/stored-reading";
import { compareValues } from "@/lib/domain/value-order";
import { EventTimes } from "./event-times";
import { grown } from "./grown";
import { headingOf, packAttitude } from "./pack-attitude";

const PLACE = 0;
const SPEED = 1;
const CHARGE = 2;
const CURRENT = 3;
const FAULTS = 4;
const LOCKED = 5;
const NEWEST = 6;
const TIMES = 7;
const LOCKED_BIT = 1 << LOCKED;
const NO_CODES: readonly string[] = [];

/** What a merge changed. */
export const CHANGED = { position: 1, speed: 2, charge: 4, other: 8 } as const;
const EVERYTHING = 15;
export const SHOWN = CHANGED.position | CHANGED.speed | CHANGED.charge;

/**
 * Newest values of every bike in typed memory: `mergeStates` of the domain for the fields that the map and the statuses
 * need. Held equal to it by a property test.
 */
export class BikeValues {
  private readonly times = new EventTimes(TIMES);
  /** Latitude and longitude in microdegrees, altitude with heading, and generation. */
  private wide = new Int32Array(0);
  /** Speed, charge and current in stored form. */
  private narrow = new Int16Array(0);
  /** A bit per field for entries that the module recorded; the bit of `LOCKED + 1` is the value of the lock. */
  private flags = new Uint8Array(0);
  /** Of those bikes only that have some. */
  private readonly codes = new Map<number, readonly string[]>();

  makeRoom(bikes: number): void {
    this.times.makeRoom(bikes);
    this.wide = grown(this.wide, 4 * bikes, Int32Array);
    this.narrow = grown(this.narrow, 3 * bikes, Int16Array);
    this.flags = grown(this.flags, bikes, Uint8Array);
  }

  /** Merges a state into what is known of the bike; bits of `CHANGED`, 0 where it brings nothing. */
  merge(bike: number, { generation, newest_at, fields }: StateDocument): number {
    const known = this.wide[4 * bike + 3] ?? 0;
    if (generation < known) return 0;
    let changed = 0;
    if (generation > known) {
      this.forget(bike);
      this.wide[4 * bike + 3] = generation;
      changed = EVERYTHING;
    }
    if (newest_at > this.newestAtMs(bike)) {
      this.times.set(bike, NEWEST, newest_at);
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
    facts.speedKmh = (this.narrow[3 * bike] ?? 0) / 100;
    facts.speedAtMs = this.times.at(bike, SPEED);
    facts.currentA = (this.narrow[3 * bike + 2] ?? 0) / 100;
    facts.currentAtMs = this.times.at(bike, CURRENT);
    facts.chargePct = this.chargePct(bike) ?? Number.NaN;
    facts.hasFaults = this.codes.has(bike);
  }

  /** Minus infinity where nothing was ever reported. */
  newestAtMs(bike: number): number {
    return this.times.at(bike, NEWEST);
  }

  hasPosition(bike: number): boolean {
    return this.times.has(bike, PLACE);
  }

  /** Degrees; of use only where there is a position. */
  latitude(bike: number): number {
    return degreesOf(this.wide[4 * bike] ?? 0);
  }
  longitude(bike: number): number {
    return degreesOf(this.wide[4 * bike + 1] ?? 0);
  }

  headingDeg(bike: number): number | null {
    return this.hasPosition(bike) ? headingOf(this.wide[4 * bike + 2] ?? 0) : null;
  }

  positionAtMs(bike: number): number {
    return this.times.at(bike, PLACE);
  }

  speedKmh(bike: number): number | null {
    return this.times.has(bike, SPEED) ? (this.narrow[3 * bike] ?? 0) / 100 : null;
  }
  speedAtMs(bike: number): number {
    return this.times.at(bike, SPEED);
  }

  chargePct(bike: number): number | null {
    return this.times.has(bike, CHARGE) ? (this.narrow[3 * bike + 1] ?? 0) / 10 : null;
  }

  currentA(bike: number): number | null {
    return this.times.has(bike, CURRENT) ? (this.narrow[3 * bike + 2] ?? 0) / 100 : null;
  }

  errorCodes(bike: number): readonly string[] {
    return this.codes.get(bike) ?? NO_CODES;
  }

  isLocked(bike: number): boolean | null {
    if (!this.times.has(bike, LOCKED)) return null;
    return ((this.flags[bike] ?? 0) & (LOCKED_BIT << 1)) !== 0;
  }

  generation(bike: number): number {
    return this.wide[4 * bike + 3] ?? 0;
  }

  private forget(bike: number): void {
    this.times.clear(bike);
    this.wide.fill(0, 4 * bike, 4 * bike + 3);
    this.narrow.fill(0, 3 * bike, 3 * bike + 3);
    this.flags[bike] = 0;
    this.codes.delete(bike);
  }

  private mergePosition(bike: number, entry: StateEntry | undefined): number {
    if (!entry || !isPosition(entry.v)) return 0;
    const lat = microdegreesOf(entry.v.lat);
    const lon = microdegreesOf(entry.v.lon);
    const attitude = packAttitude(entry.v);
    const at = 4 * bike;
    const order =
      this.order(bike, PLACE, entry) ||
      lat - (this.wide[at] ?? 0) ||
      lon - (this.wide[at + 1] ?? 0) ||
      attitude - (this.wide[at + 2] ?? 0);
    if (order <= 0) return 0;
    const moved =
      !this.hasPosition(bike) ||
      lat !== this.wide[at] ||
      lon !== this.wide[at + 1] ||
      headingOf(attitude) !== headingOf(this.wide[at + 2] ?? 0);
    this.stamp(bike, PLACE, entry);
    this.wide[at] = lat;
    this.wide[at + 1] = lon;
    this.wide[at + 2] = attitude;
    return moved ? CHANGED.position : CHANGED.other;
  }

  private mergeNumber(bike: number, field: number, entry: StateEntry | undefined, shown: number): number {
    if (!entry) return 0;
    const at = 3 * bike + field - SPEED;
    const value = Number(entry.v);
    const known = this.narrow[at] ?? 0;
    if ((this.order(bike, field, entry) || value - known) <= 0) return 0;
    const changed = value === known && this.times.has(bike, field) ? CHANGED.other : shown;
    this.stamp(bike, field, entry);
    this.narrow[at] = value;
    return changed;
  }

  private mergeCodes(bike: number, entry: StateEntry | undefined): number {
    if (!entry || !Array.isArray(entry.v)) return 0;
    const order = this.order(bike, FAULTS, entry) || compareValues(entry.v, this.errorCodes(bike));
    if (order <= 0) return 0;
    this.stamp(bike, FAULTS, entry);
    if (entry.v.length > 0) this.codes.set(bike, entry.v);
    else this.codes.delete(bike);
    return CHANGED.other;
  }

  private mergeLock(bike: number, entry: StateEntry | undefined): number {
    if (!entry) return 0;
    const order = this.order(bike, LOCKED, entry) || Number(entry.v) - Number(this.isLocked(bike));
    if (order <= 0) return 0;
    this.stamp(bike, LOCKED, entry);
    const flags = (this.flags[bike] ?? 0) & ~(LOCKED_BIT << 1);
    this.flags[bike] = entry.v === true ? flags | (LOCKED_BIT << 1) : flags;
    return CHANGED.other;
  }

  /** Order of an entry and the known one by event time and source; 0 where their values decide. */
  private order(bike: number, field: number, { t, s }: StateEntry): number {
    const known = this.times.at(bike, field);
    if (t !== known) return t > known ? 1 : -1;
    return (s === "iot" ? 1 : 0) - (((this.flags[bike] ?? 0) >> field) & 1);
  }

  private stamp(bike: number, field: number, { t, s }: StateEntry): void {
    this.times.set(bike, field, t);
    const flags = (this.flags[bike] ?? 0) & ~(1 << field);
    this.flags[bike] = s === "iot" ? flags | (1 << field) : flags;
  }
}
