import { STATUSES, type Status } from "@/lib/domain/bike-status";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import { BikeIds } from "./bike-ids";
import { BikeValues } from "./bike-values";
import { CellForest, NOBODY } from "./cell-forest";
import { Groups } from "./groups";
import { grown } from "./grown";
import type { BikeView } from "./models";
import { Registrations } from "./registrations";
import { Scope } from "./scope";

const NO_GROUPS = new Groups();

/** What the grid knows: columns by bike, and the cells. */
export class GridMemory {
  readonly ids = new BikeIds();
  readonly values = new BikeValues();
  readonly registrations = new Registrations();
  readonly groups = new Groups();
  readonly forest = new CellForest();
  ownersKnown = true;
  /** Group of each bike, also of one that has not reported and is in no cell. */
  groupOf = new Int32Array(0);
  /** By viewer and chosen fleet; the empty text is all of them. */
  private readonly scopes = new WeakMap<VisibleFleets, Map<string, Scope>>();

  /** Index of a bike, known or new. */
  bike(bikeId: string): number {
    const known = this.ids.count;
    const bike = this.ids.add(bikeId);
    if (bike < known) return bike;
    const bikes = bike + 1;
    this.groupOf = grown(this.groupOf, bikes, Int32Array);
    this.values.makeRoom(bikes);
    this.registrations.makeRoom(bikes);
    this.forest.makeRoom(bikes);
    this.groupOf[bike] = this.groups.ofUnregistered(bikeId);
    return bike;
  }

  /** What a viewer looks at: all that they see, or of that one fleet. */
  scopeOf(visible: VisibleFleets, fleetId: string | null = null): Scope {
    if (!visible.all && !this.ownersKnown) return new Scope(visible, fleetId, NO_GROUPS);
    const scopes = this.scopes.get(visible) ?? new Map<string, Scope>();
    const known = scopes.get(fleetId ?? "");
    if (known?.size === this.groups.all.length) return known;
    const scope = new Scope(visible, fleetId, this.groups);
    if (scope.groups.length > 0) scopes.set(fleetId ?? "", scope);
    this.scopes.set(visible, scopes);
    return scope;
  }

  sees(scope: Scope, bike: number): boolean {
    const group = this.forest.groupOf(bike);
    if (group === NOBODY) return false;
    const reach = scope.reach(group);
    return reach === "whole" || (reach === "partly" && scope.covers(this.ids.id(bike)));
  }

  status(bike: number): Status {
    return STATUSES[this.forest.status(bike)] ?? "parked";
  }

  view(index: number): BikeView {
    const { values } = this;
    const group = this.groups.group(this.forest.groupOf(index));
    return {
      index,
      bikeId: this.ids.id(index),
      status: this.status(index),
      fleet: group?.kind === "fleet" ? { id: group.fleetId, name: group.name } : null,
      newestAtMs: values.newestAtMs(index),
      position: values.hasPosition(index)
        ? {
            lat: values.latitude(index),
            lon: values.longitude(index),
            headingDeg: values.headingDeg(index),
            atMs: values.positionAtMs(index),
          }
        : null,
      speedKmh: values.speedKmh(index),
      speedAtMs: values.speedAtMs(index),
      chargePct: values.chargePct(index),
      currentA: values.currentA(index),
      locked: values.isLocked(index),
      errorCodes: values.errorCodes(index),
    };
  }
}
