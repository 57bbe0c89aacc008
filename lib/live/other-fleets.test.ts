import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BikeEntity } from "@/lib/domain/bike-entity";
import { STATUSES } from "@/lib/domain/bike-status";
import type { LiveView } from "@/lib/domain/live-view";
import { aBikeEntity, inFleet } from "@/lib/domain/testing/a-bike-entity";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import { FleetGrid } from "./fleet-grid";
import { ShownView } from "./shown-view";
import { BIKES, FIRST_MS } from "./testing/happenings.arbitrary";
import { bound, ofFleets } from "./testing/scopes";
import { type Step, someSteps, take } from "./testing/steps.arbitrary";

const OWN = new Set<string>(["LI-000001", "DCU-00011", "0F3A9"]);
const VIEWERS = [ofFleets("a"), bound(["a"], "0F*"), bound(["a"], "DCU-00011", "0F3A9")];
const BOUNDS = [
  { west: -180, south: -90, east: 180, north: 90 },
  { west: 0, south: -90, east: 180, north: 90 },
  { west: 90, south: -80, east: -90, north: 20 },
];
const VIEWS: readonly LiveView[] = BOUNDS.flatMap((bounds) =>
  [null, "a", "b", "nobody's"].flatMap((fleetId) =>
    [0, 4, 9, 13].flatMap((zoom) =>
      [STATUSES, STATUSES.slice(3)].map((statuses) => ({ id: "v", bounds, zoom, statuses, fleetId })),
    ),
  ),
);

/** A registration that never leaves the hands of one of two fleets. */
const heldBy = (entity: BikeEntity, fleetId: string): BikeEntity => ({
  ...entity,
  withdrawn: false,
  assignments: [inFleet(fleetId)],
});

/** Bikes of both fleets are registered from the start, and what happens to them leaves them where they are. */
function happens(grid: FleetGrid, step: Step, nowMs: number): number {
  if (step.kind === "entity") {
    const fleetId = OWN.has(step.entity.bike_id) ? "a" : "b";
    return take(grid, { ...step, entity: heldBy(step.entity, fleetId) }, nowMs);
  }
  return take(grid, step, nowMs);
}

/** All that viewers are sent and can ask while the steps happen to those bikes. */
function learnt(
  groups: readonly Step[][],
  bikeIds: ReadonlySet<string>,
  views: readonly LiveView[],
): string[] {
  const grid = new FleetGrid();
  const happensTo = (step: Step) =>
    step.kind === "time" || bikeIds.has(step.kind === "state" ? step.document.bike_id : step.entity.bike_id);
  let nowMs = FIRST_MS;
  for (const bikeId of bikeIds) nowMs = happens(grid, { kind: "entity", entity: aBikeEntity(bikeId) }, nowMs);
  const watched = VIEWERS.flatMap((viewer) =>
    views.map((view) => ({ viewer, shown: new ShownView(grid, viewer, view) })),
  );
  const texts = watched.map(({ shown }) => JSON.stringify(shown.whole(nowMs)));
  for (const steps of groups) {
    for (const step of steps.filter(happensTo)) nowMs = happens(grid, step, nowMs);
    const changes = grid.takeChanges();
    grid.sendArrivals(nowMs);
    grid.turnPulse(nowMs);
    for (const { shown } of watched)
      texts.push(JSON.stringify([shown.changed(changes, nowMs), shown.pulse(nowMs, true)]));
    for (const viewer of VIEWERS) texts.push(JSON.stringify(asked(grid, viewer)));
  }
  return texts;
}

const asked = (grid: FleetGrid, viewer: VisibleFleets) => [
  grid.fleets(viewer),
  ["0", "li", "DCU-"].map((text) => grid.find(viewer, text, 99).bikes.map(({ index, ...bike }) => bike)),
  BIKES.map((bikeId) => {
    const { index, ...bike } = grid.bike(viewer, bikeId) ?? { index: 0 };
    return bike;
  }),
];

describe("a viewer of one fleet", () => {
  it("is told the very same, whatever the bikes of another fleet do and whether there are any", () => {
    fc.assert(
      fc.property(someSteps, fc.subarray([...VIEWS], { minLength: 3, maxLength: 6 }), (groups, views) => {
        expect(learnt(groups, new Set(BIKES), views)).toEqual(learnt(groups, OWN, views));
      }),
    );
  });

  it("cannot tell a fleet that is not theirs from one that does not exist", () => {
    const ofFleet = (fleetId: string) => VIEWS.filter((view) => view.fleetId === fleetId);
    fc.assert(
      fc.property(someSteps, (groups) => {
        const bikes = new Set<string>(BIKES);
        expect(learnt(groups, bikes, ofFleet("b"))).toEqual(learnt(groups, bikes, ofFleet("nobody's")));
      }),
      { numRuns: 20 },
    );
  });
});
