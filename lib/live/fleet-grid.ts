import { type BikeEntity, fleetAt } from "@/lib/domain/bike-entity";
import {
  nextStatusChangeMs,
  STATUSES,
  type Status,
  statusOf,
  USUAL_RHYTHM_MS,
} from "@/lib/domain/bike-status";
import type { StateDocument } from "@/lib/domain/state-document";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import { type Arrival, Arrivals, type Pulse } from "./arrivals";
import { CHANGED, SHOWN } from "./bike-values";
import { NOBODY, NOWHERE } from "./cell-forest";
import { CellChangeSheet, type GridChanges } from "./changes";
import { findBikes } from "./find-bikes";
import { getBikesInside, isInside } from "./get-bikes-inside";
import { getChangedClusters } from "./get-changed-clusters";
import { getClusters } from "./get-clusters";
import { getCounts } from "./get-counts";
import { getFleets } from "./get-fleets";
import { getHome } from "./get-home";
import { getShownBikes, type ShownBike } from "./get-shown-bikes";
import { GridMemory } from "./grid-memory";
import { listBikes } from "./list-bikes";
import { MarkedList } from "./marked-list";
import type {
  BikesInside,
  BikesQuestion,
  BikeView,
  CellQuestion,
  Clusters,
  Counts,
  Fleet,
  FoundBikes,
} from "./models";
import { type Bounds, unitX, unitY } from "./tiles";
import { Timers } from "./timers";

const NEVER = Number.NEGATIVE_INFINITY;
type Assignment = BikeEntity["assignments"][number];

/**
 * The fleet as the live map shows it, in memory. What comes in is merged, so that neither order nor repetition matters;
 * every question is asked for somebody and answered with their bikes only. `nowMs` must not go back.
 */
export class FleetGrid {
  private readonly memory = new GridMemory();
  private readonly timers = new Timers();
  private readonly changed = new MarkedList();
  private readonly changedCells = new CellChangeSheet();
  private readonly arrivals = new Arrivals();
  /** Bikes of which nothing was measured yet in their fleet's time. */
  private readonly awaited = new Map<number, Assignment>();
  /** Filled anew for each bike that is looked at. */
  private readonly facts = {
    newestAtMs: NEVER,
    speedKmh: 0,
    speedAtMs: NEVER,
    currentA: 0,
    currentAtMs: NEVER,
    chargePct: Number.NaN,
    hasFaults: false,
    rhythmMs: 0,
  };

  /**
   * Whether it is known whose the bikes are. Until then nobody sees any but who sees all: a bike that nobody registered
   * and one whose registration was not read yet look the same.
   */
  set ownersKnown(known: boolean) {
    this.memory.ownersKnown = known;
  }

  /** Bikes that have reported or are registered. */
  get size(): number {
    return this.memory.ids.count;
  }

  /** Merges a bike's state; false where it brings nothing new. Of one that came just now it is told how. */
  applyState(document: StateDocument, nowMs: number, arrival?: Arrival): boolean {
    const bike = this.memory.bike(document.bike_id);
    const isFirst = !this.hasReported(bike);
    const changed = this.memory.values.merge(bike, document);
    if (arrival) this.arrivals.add(this.memory.groupOf[bike] ?? NOBODY, arrival);
    if (changed === 0) return false;
    this.reassign(bike);
    this.settle(bike, nowMs);
    if (isFirst || changed & CHANGED.position) this.place(bike);
    if (changed & SHOWN) this.changed.add(bike);
    return true;
  }

  /** Takes a bike's master data in; false for a version that is known or older. */
  applyEntity(entity: BikeEntity, nowMs: number): boolean {
    const bike = this.memory.bike(entity.bike_id);
    if (!this.memory.registrations.take(bike, entity, nowMs)) return false;
    this.assign(bike, entity.withdrawn ? null : fleetAt(entity, nowMs));
    this.settle(bike, nowMs);
    return true;
  }

  /** Looks at the bikes whose status or fleet changes by time alone, at most so many; returns how many there were. */
  tick(nowMs: number, limit = Number.POSITIVE_INFINITY): number {
    let count = 0;
    while (count < limit) {
      const bike = this.timers.take(nowMs);
      if (bike < 0) break;
      const fleet = this.memory.registrations.turn(bike, nowMs);
      if (fleet !== undefined) this.assign(bike, fleet);
      this.settle(bike, nowMs);
      count++;
    }
    return count;
  }

  /** Fleets that the viewer sees bikes of, by name. */
  fleets(visible: VisibleFleets): Fleet[] {
    return getFleets(this.memory, this.memory.scopeOf(visible));
  }

  counts(visible: VisibleFleets, fleetId: string | null = null): Counts {
    return getCounts(this.memory, this.memory.scopeOf(visible, fleetId));
  }

  clusters(visible: VisibleFleets, question: CellQuestion): Clusters {
    return getClusters(this.memory, this.memory.scopeOf(visible, question.fleetId), question);
  }

  bikesIn(visible: VisibleFleets, question: BikesQuestion): BikesInside {
    return getBikesInside(this.memory, this.memory.scopeOf(visible, question.fleetId), question);
  }

  /** Bikes with this text in their ids, capitals or not. */
  find(visible: VisibleFleets, text: string, limit: number): FoundBikes {
    return findBikes(this.memory, this.memory.scopeOf(visible), text, limit);
  }

  /** Bikes of these statuses by id, also those without a position, as many as anybody reads. */
  list(visible: VisibleFleets, fleetId: string | null, statuses: readonly Status[]): BikesInside {
    return listBikes(this.memory, this.memory.scopeOf(visible, fleetId), statuses);
  }

  /** Where to begin to look: where most bikes of these statuses are, of one fleet or of all. Null without a position. */
  home(
    visible: VisibleFleets,
    fleetId: string | null,
    statuses: readonly Status[] = STATUSES,
  ): Bounds | null {
    return getHome(this.memory, this.memory.scopeOf(visible, fleetId), statuses);
  }

  /** How often a bike reports at least, ms. Asked for nobody: it tells neither where nor whose the bike is. */
  rhythmOf(bikeId: string): number {
    const bike = this.memory.ids.indexOf(bikeId);
    return bike < 0 ? USUAL_RHYTHM_MS : this.memory.registrations.rhythmMs(bike);
  }

  /** Whether anything was heard of a bike. Asked for nobody, as `rhythmOf`. */
  knows(bikeId: string): boolean {
    return this.memory.ids.indexOf(bikeId) >= 0;
  }

  /** Null for a bike that is not there or not to be seen. */
  bike(visible: VisibleFleets, bikeId: string): BikeView | null {
    return this.at(visible, this.memory.ids.indexOf(bikeId));
  }

  /** The bike of an index, as `bikesIn` and `takeChanges` give them; null for one that is not to be seen. */
  at(visible: VisibleFleets, index: number): BikeView | null {
    return index >= 0 && this.memory.sees(this.memory.scopeOf(visible), index)
      ? this.memory.view(index)
      : null;
  }

  /** What maps show of bikes, in the order given; of those only that may be seen and whose position is known. */
  shown(visible: VisibleFleets, indices: Iterable<number>): ShownBike[] {
    return getShownBikes(this.memory, this.memory.scopeOf(visible), indices);
  }

  /** Whether `bikesIn` without a limit would find this bike. */
  isIn(visible: VisibleFleets, index: number, question: BikesQuestion): boolean {
    const scope = this.memory.scopeOf(visible, question.fleetId);
    return this.memory.sees(scope, index) && isInside(this.memory, index, question);
  }

  /** Calls `visit` for every bike that changed, with whether the viewer sees it and it is one that is asked for. */
  changedBikes(
    visible: VisibleFleets,
    changes: GridChanges,
    question: BikesQuestion,
    visit: (index: number, isIn: boolean) => void,
  ): void {
    const scope = this.memory.scopeOf(visible, question.fleetId);
    for (const bike of changes.bikes)
      visit(bike, isInside(this.memory, bike, question) && this.memory.sees(scope, bike));
  }

  /** What left for the viewer between the last two calls of `turnPulse`; not of unregistered bikes seen one by one. */
  pulse(visible: VisibleFleets, fleetId: string | null = null): Pulse {
    return this.arrivals.of(this.memory.scopeOf(visible, fleetId).whole);
  }

  /** What arrived since the last call leaves for the viewers now. */
  sendArrivals(nowMs: number): void {
    this.arrivals.send(nowMs);
  }

  /** Ends the stretch of time that `pulse` tells of. */
  turnPulse(nowMs: number): void {
    this.arrivals.turn(nowMs);
  }

  /** What arrived so far was read again, and is told to nobody. */
  forgetArrivals(): void {
    this.arrivals.forget();
  }

  /** What changed since the last call, of all bikes: for the process itself, never to be handed to a viewer. */
  takeChanges(): GridChanges {
    return { bikes: this.changed.take(), cells: this.changedCells.take(this.memory.forest.nodes) };
  }

  /** The clusters of a view that changed; null where `clusters` is to be asked again, as it is below the leaf level. */
  changedClusters(visible: VisibleFleets, changes: GridChanges, question: CellQuestion): Clusters | null {
    const scope = this.memory.scopeOf(visible, question.fleetId);
    return getChangedClusters(this.memory, scope, changes, question);
  }

  private hasReported(bike: number): boolean {
    return this.memory.values.newestAtMs(bike) !== NEVER;
  }

  /**
   * A fleet sees of a bike what was measured in its own time: where the bike was before is not its business. Until
   * something was, the bike is in nobody's hands.
   */
  private assign(bike: number, fleet: Assignment | null): void {
    const { groups, groupOf, values } = this.memory;
    const isAwaited = fleet !== null && fleet.from !== null && values.knownAtMs(bike) < fleet.from;
    if (isAwaited) this.awaited.set(bike, fleet);
    else this.awaited.delete(bike);
    const seenBy = isAwaited ? null : fleet;
    const group = seenBy ? groups.ofFleet(seenBy.fleet_id, seenBy.fleet_name) : groups.ofUnassigned();
    const isShownAnew = values.showFrom(bike, seenBy?.from ?? NEVER);
    if (groupOf[bike] === group && !isShownAnew) return;
    groupOf[bike] = group;
    if (!this.hasReported(bike)) return;
    this.place(bike);
    this.changed.add(bike);
  }

  /** Looks whether the fleet that waits for a bike may see it now, or whether all that it saw was erased. */
  private reassign(bike: number): void {
    const { groups, groupOf, values } = this.memory;
    const awaited = this.awaited.get(bike);
    const from = values.shownFromMs(bike);
    if (awaited) this.assign(bike, awaited);
    else if (from !== NEVER && values.knownAtMs(bike) < from) {
      const group = groups.group(groupOf[bike] ?? NOBODY);
      if (group?.kind === "fleet")
        this.assign(bike, { fleet_id: group.fleetId, fleet_name: group.name, from, to: null });
    }
  }

  private place(bike: number): void {
    const { values, forest, groupOf } = this.memory;
    if (values.knownAtMs(bike) === NEVER) {
      // All that was known of it turned out to be another's.
      forest.place(bike, NOBODY, NOWHERE, 0);
      return;
    }
    const known = values.hasPosition(bike);
    const x = known ? unitX(values.longitude(bike)) : NOWHERE;
    const y = known ? unitY(values.latitude(bike)) : 0;
    forest.place(bike, groupOf[bike] ?? NOBODY, x, y);
  }

  /** Decides the status anew and when to look again. */
  private settle(bike: number, nowMs: number): void {
    const { values, registrations, forest } = this.memory;
    values.fill(this.facts, bike);
    this.facts.rhythmMs = registrations.rhythmMs(bike);
    const changesAtMs = nextStatusChangeMs(this.facts, nowMs);
    this.timers.set(bike, Math.min(changesAtMs, registrations.changesAtMs(bike, nowMs)));
    const status = STATUSES.indexOf(statusOf(this.facts, nowMs));
    if (status === forest.status(bike)) return;
    forest.restate(bike, status);
    this.changed.add(bike);
  }
}
