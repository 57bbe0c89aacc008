import { type BikeEntity, fleetAt } from "@/lib/domain/bike-entity";
import { USUAL_RHYTHM_MS } from "@/lib/domain/bike-status";
import { grown } from "./grown";

type Assignments = BikeEntity["assignments"];
type Assignment = Assignments[number];

/** Master data of bikes by index, as far as the map needs it. */
export class Registrations {
  /** Twice the version, and one more where the bike was withdrawn; 0 where nobody ever registered it. */
  private versions = new Uint32Array(0);
  /** How often a parked bike reports at least, seconds. */
  private rhythms = new Uint32Array(0);
  /** Of those bikes only whose fleet will be another one day. */
  private readonly ahead = new Map<number, Assignments>();

  makeRoom(bikes: number): void {
    this.versions = grown(this.versions, bikes, Uint32Array);
    this.rhythms = grown(this.rhythms, bikes, Uint32Array);
  }

  isRegistered(bike: number): boolean {
    const version = this.versions[bike] ?? 0;
    return version !== 0 && version % 2 === 0;
  }

  rhythmMs(bike: number): number {
    return this.isRegistered(bike) ? 1_000 * (this.rhythms[bike] ?? 0) : USUAL_RHYTHM_MS;
  }

  /** Takes a greater version in; false for one that is known or older. */
  take(bike: number, { version, withdrawn, model, assignments }: BikeEntity, nowMs: number): boolean {
    if (version <= (this.versions[bike] ?? 0) >>> 1) return false;
    this.versions[bike] = 2 * version + (withdrawn ? 1 : 0);
    this.rhythms[bike] = model.report_every_s;
    this.keepAhead(bike, withdrawn ? [] : assignments, nowMs);
    return true;
  }

  /** When the bike's fleet will be another, ms since epoch; infinity where never. */
  changesAtMs(bike: number, nowMs: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { from, to } of this.ahead.get(bike) ?? [])
      for (const atMs of [from, to]) if (atMs !== null && atMs > nowMs && atMs < next) next = atMs;
    return next;
  }

  /** The fleet since the last change, where the time for one has come; undefined where it has not. */
  turn(bike: number, nowMs: number): Assignment | null | undefined {
    const assignments = this.ahead.get(bike);
    if (!assignments) return undefined;
    this.keepAhead(bike, assignments, nowMs);
    return fleetAt({ assignments }, nowMs);
  }

  private keepAhead(bike: number, assignments: Assignments, nowMs: number): void {
    const open = assignments.filter(({ to }) => to === null || to > nowMs);
    if (open.some(({ from, to }) => to !== null || (from ?? nowMs) > nowMs)) this.ahead.set(bike, open);
    else this.ahead.delete(bike);
  }
}
