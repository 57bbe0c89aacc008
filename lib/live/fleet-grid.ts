import { type BikeEntity, fleetAt } from "@/lib/domain/bike-entity";
import { nextStatusChangeMs, STATUSES, statusOf } from "@/lib/domain/bike-status";
import type { StateDocument } from "@/lib/domain/state-document";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import { CHANGED, SHOWN } from "./bike-values";
import { NOBODY, NOWHERE } from "./cell-forest";
import { CellChangeSheet, type GridChanges } from "./changes";
import { findBikes } from "./find-bikes";
import { getBikesInside } from "./get-bikes-inside";
import { getChangedClusters } from "./get-changed-clusters";
import { getClusters } from "./get-clusters";
import { getCounts } from "./get-counts";
import { GridMemory } from "./grid-memory";
import { MarkedList } from "./marked-list";
import type { BikesInside, BikesQuestion, BikeView, CellQuestion, Clusters, Counts } from "./models";
import { unitX, unitY } from "./tiles";
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

  /** Bikes that have reported or are registered. */
  get size(): number {
    return this.memory.ids.count;
  }

  /** Merges a bike's state; false where it brings nothing new. */
  applyState(document: StateDocument, nowMs: number): boolean {
    const bike = this.memory.bike(document.bike_id);
    const isFirst = !this.hasReported(bike);
    const changed = this.memory.values.merge(bike, document);
    if (changed === 0) return false;
    this.settle(bike, nowMs);
    if (isFirst || changed & CHANGED.position) this.place(bike);
    if (changed & SHOWN) this.changed.add(bike);
    return true;
  }

  /** Takes a bike's master data in; false for a version that is known or older. */
  applyEntity(entity: BikeEntity, nowMs: number): boolean {
    const bike = this.memory.bike(entity.bike_id);
    if (!this.memory.registrations.take(bike, entity, nowMs)) return false;
    this.assign(bike, fleetAt(entity, nowMs));
    this.settle(bike, nowMs);
    return true;
  }

  /** The bike is registered no more; false where it was not. */
  forgetEntity(bikeId: string, nowMs: number): boolean {
    const { ids, registrations, groups } = this.memory;
    const bike = ids.indexOf(bikeId);
    if (bike < 0 || !registrations.forget(bike)) return false;
    this.regroup(bike, groups.ofUnregistered(bikeId));
    this.settle(bike, nowMs);
    return true;
  }

  /** Looks at the bikes whose status or fleet changes by time alone; returns how many there were. */
  tick(nowMs: number): number {
    let count = 0;
    for (let bike = this.timers.take(nowMs); bike >= 0; bike = this.timers.take(nowMs)) {
      const fleet = this.memory.registrations.turn(bike, nowMs);
      if (fleet !== undefined) this.assign(bike, fleet);
      this.settle(bike, nowMs);
      count++;
    }
    return count;
  }

  counts(visible: VisibleFleets): Counts {
    return getCounts(this.memory, this.memory.scopeOf(visible));
  }

  clusters(visible: VisibleFleets, question: CellQuestion): Clusters {
    return getClusters(this.memory, this.memory.scopeOf(visible), question);
  }

  bikesIn(visible: VisibleFleets, question: BikesQuestion): BikesInside {
    return getBikesInside(this.memory, this.memory.scopeOf(visible), question);
  }

  /** Bikes with this text in their ids, capitals or not. */
  find(visible: VisibleFleets, text: string, limit: number): BikeView[] {
    return findBikes(this.memory, this.memory.scopeOf(visible), text, limit);
  }

  /** Null for a bike that is not there or not to be seen. */
  bike(visible: VisibleFleets, bikeId: string): BikeView | null {
    return this.at(visible, this.memory.ids.indexOf(bikeId));
  }

  /** The bike of an index, as `bikesIn` and `takeChanges` give them; null for one that is not to be seen. */
  at(visible: VisibleFleets, index: number): BikeView | null {
    return this.sees(visible, index) ? this.memory.view(index) : null;
  }

  sees(visible: VisibleFleets, index: number): boolean {
    return index >= 0 && this.memory.sees(this.memory.scopeOf(visible), index);
  }

  /** What changed since the last call, of all bikes: for the process itself, never to be handed to a viewer. */
  takeChanges(): GridChanges {
    return { bikes: this.changed.take(), cells: this.changedCells.take(this.memory.forest.nodes) };
  }

  /** The clusters of a view that changed; null below the leaf level, where `clusters` is to be asked again. */
  changedClusters(visible: VisibleFleets, changes: GridChanges, question: CellQuestion): Clusters | null {
    return getChangedClusters(this.memory, this.memory.scopeOf(visible), changes, question);
  }

  private hasReported(bike: number): boolean {
    return this.memory.values.newestAtMs(bike) !== NEVER;
  }

  private assign(bike: number, fleet: Assignment | null): void {
    this.regroup(bike, fleet ? this.memory.groups.ofFleet(fleet.fleet_id, fleet.fleet_name) : NOBODY);
  }

  private regroup(bike: number, group: number): void {
    if (this.memory.groupOf[bike] === group) return;
    this.memory.groupOf[bike] = group;
    if (!this.hasReported(bike)) return;
    this.place(bike);
    this.changed.add(bike);
  }

  private place(bike: number): void {
    const { values, forest, statuses, groupOf } = this.memory;
    const known = values.hasPosition(bike);
    const x = known ? unitX(values.longitude(bike)) : NOWHERE;
    const y = known ? unitY(values.latitude(bike)) : 0;
    forest.place(bike, groupOf[bike] ?? NOBODY, statuses[bike] ?? 0, x, y);
  }

  /** Decides the status anew and when to look again. */
  private settle(bike: number, nowMs: number): void {
    const { values, registrations, statuses, forest } = this.memory;
    values.fill(this.facts, bike);
    this.facts.rhythmMs = registrations.rhythmMs(bike);
    const changesAtMs = nextStatusChangeMs(this.facts, nowMs);
    this.timers.set(bike, Math.min(changesAtMs, registrations.changesAtMs(bike, nowMs)));
    const status = STATUSES.indexOf(statusOf(this.facts, nowMs));
    const before = statuses[bike] ?? 0;
    if (status === before) return;
    statuses[bike] = status;
    forest.restate(bike, before, status);
    this.changed.add(bike);
  }
}
