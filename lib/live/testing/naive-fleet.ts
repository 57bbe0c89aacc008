import { type BikeEntity, fleetAt } from "@/lib/domain/bike-entity";
import { STATUSES, type Status, statusOf, USUAL_RHYTHM_MS } from "@/lib/domain/bike-status";
import { isPosition, mergeStates } from "@/lib/domain/state";
import { POSITION, type StateDocument } from "@/lib/domain/state-document";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import type { BikesQuestion, BikeView, CellQuestion } from "../models";
import { boxesOf, isInside, isWithin, UNIT_LEVEL, unitX, unitY } from "../tiles";

const NEVER = Number.NEGATIVE_INFINITY;
export type NaiveView = Omit<BikeView, "index">;

/** What the grid must answer, computed from whole documents without memory of anything else. */
export class NaiveFleet {
  readonly states = new Map<string, StateDocument>();
  readonly entities = new Map<string, BikeEntity>();

  applyState(document: StateDocument): void {
    const known = this.states.get(document.bike_id);
    this.states.set(document.bike_id, known ? mergeStates(known, document) : document);
  }

  applyEntity(entity: BikeEntity): void {
    const known = this.entities.get(entity.bike_id);
    if (!known || known.version < entity.version) this.entities.set(entity.bike_id, entity);
  }

  views(visible: VisibleFleets, nowMs: number): NaiveView[] {
    return [...this.states.values()]
      .flatMap(({ bike_id, newest_at }) => (newest_at === null ? [] : [bike_id]))
      .filter((bikeId) => this.sees(visible, bikeId, nowMs))
      .map((bikeId) => this.view(bikeId, nowMs));
  }

  counts(visible: VisibleFleets, fleetId: string | null, nowMs: number) {
    const views = this.views(visible, nowMs).filter(isOf(fleetId));
    return { known: countsOf(views), placed: countsOf(views.filter(({ position }) => position)) };
  }

  /** Counts by tile, keyed `x/y`. */
  clusters(visible: VisibleFleets, { bounds, level, statuses, fleetId }: CellQuestion, nowMs: number) {
    const tiles = new Map<string, NaiveView[]>();
    const boxes = boxesOf(bounds, level);
    for (const view of this.views(visible, nowMs).filter(isOf(fleetId))) {
      if (!view.position || !statuses.includes(view.status)) continue;
      const [x, y] = [unitX(view.position.lon), unitY(view.position.lat)];
      if (!isInside(x, y, boxes)) continue;
      const key = `${x >> (UNIT_LEVEL - level)}/${y >> (UNIT_LEVEL - level)}`;
      tiles.set(key, [...(tiles.get(key) ?? []), view]);
    }
    return new Map([...tiles].map(([key, views]) => [key, countsOf(views)]));
  }

  bikesIn(visible: VisibleFleets, { bounds, statuses, fleetId }: BikesQuestion, nowMs: number): string[] {
    return this.views(visible, nowMs)
      .filter(isOf(fleetId))
      .filter(({ position, status }) => {
        return position && statuses.includes(status) && isWithin(bounds, position.lat, position.lon);
      })
      .map(({ bikeId }) => bikeId)
      .sort();
  }

  private sees({ all, fleetIds, bindings }: VisibleFleets, bikeId: string, nowMs: number): boolean {
    if (all) return true;
    if (this.entities.has(bikeId)) {
      const fleet = this.fleet(bikeId, nowMs);
      return fleet !== null && fleetIds.includes(fleet.fleet_id);
    }
    return (
      bindings.bikeIds.includes(bikeId) || bindings.bikePrefixes.some((prefix) => bikeId.startsWith(prefix))
    );
  }

  /** Null also where nothing was measured yet in the fleet's time. */
  private fleet(bikeId: string, nowMs: number): BikeEntity["assignments"][number] | null {
    const entity = this.entities.get(bikeId);
    const fleet = entity && !entity.withdrawn ? fleetAt(entity, nowMs) : null;
    const newestAtMs = this.states.get(bikeId)?.newest_at ?? NEVER;
    return fleet?.from != null && newestAtMs < fleet.from ? null : fleet;
  }

  private view(bikeId: string, nowMs: number): NaiveView {
    const state = this.states.get(bikeId);
    const entity = this.entities.get(bikeId);
    const fleet = this.fleet(bikeId, nowMs);
    const fromMs = fleet?.from ?? NEVER;
    const entry = (name: string) => {
      const known = state?.fields[name];
      return known && known.t >= fromMs ? known : undefined;
    };
    const number = (name: string, factor: number) => {
      const value = entry(name)?.v;
      return value === undefined ? null : Number(value) / factor;
    };
    const position = entry(POSITION);
    const codes = entry("error_codes")?.v;
    const errorCodes = Array.isArray(codes) ? codes : [];
    const newestAtMs = state?.newest_at ?? NEVER;
    const status = statusOf(
      {
        newestAtMs,
        speedKmh: number("speed_ckmh", 100) ?? 0,
        speedAtMs: entry("speed_ckmh")?.t ?? NEVER,
        currentA: number("battery_current_ca", 100) ?? 0,
        currentAtMs: entry("battery_current_ca")?.t ?? NEVER,
        chargePct: number("soc_permille", 10) ?? Number.NaN,
        hasFaults: errorCodes.length > 0,
        rhythmMs: entity && !entity.withdrawn ? 1_000 * entity.model.report_every_s : USUAL_RHYTHM_MS,
      },
      nowMs,
    );
    const locked = entry("locked")?.v;
    return {
      bikeId,
      status,
      fleet: fleet && { id: fleet.fleet_id, name: fleet.fleet_name },
      newestAtMs,
      position:
        position && isPosition(position.v)
          ? {
              lat: position.v.lat,
              lon: position.v.lon,
              headingDeg: position.v.heading_deg ?? null,
              atMs: position.t,
            }
          : null,
      speedKmh: number("speed_ckmh", 100),
      speedAtMs: entry("speed_ckmh")?.t ?? NEVER,
      chargePct: number("soc_permille", 10),
      currentA: number("battery_current_ca", 100),
      locked: typeof locked === "boolean" ? locked : null,
      errorCodes,
    };
  }
}

const isOf = (fleetId: string | null) => (view: NaiveView) => fleetId === null || view.fleet?.id === fleetId;

const countsOf = (views: readonly { status: Status }[]): number[] =>
  STATUSES.map((wanted) => views.filter(({ status }) => status === wanted).length);
