import type { BikeEntity } from "../bike-entity";

/** Master data of a bike that is in no fleet, for tests that care for little of it. */
export const aBikeEntity = (bikeId: string, over: Partial<BikeEntity> = {}): BikeEntity => ({
  bike_id: bikeId,
  version: 1,
  oem: { id: "o", name: "Maker" },
  model: { id: "m", name: "Model", battery_wh: 500, report_every_s: 900 },
  frame_number: "F-1",
  registered_at: 0,
  assignments: [],
  ...over,
});

/** A stretch of time in a fleet that is called by its id; since ever and until now, unless told otherwise. */
export const inFleet = (
  fleetId: string,
  from: number | null = null,
  to: number | null = null,
): BikeEntity["assignments"][number] => ({ fleet_id: fleetId, fleet_name: fleetId, from, to });
