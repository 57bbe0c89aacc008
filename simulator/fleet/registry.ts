import { BikeEntity } from "@/lib/domain/bike-entity";
import { randomOf } from "../random";
import { HEARTBEAT_S } from "../twin/models";
import type { Plan } from "../twin/plan";
import { seedFrom } from "../twin/seed-from";
import type { Habit } from "../weather/rhythm";

const FLEET_OF: Readonly<Record<Habit, string>> = {
  commuter: "Alpenrad Rheintal",
  leisure: "Alpenrad Rheintal",
  rental: "Ried Rental",
  courier: "Unterland Kurier",
};
const FLEETS = [...new Set(Object.values(FLEET_OF))];

/** Names of the organisations that master data points at. */
export const ORGANISATIONS = [...FLEETS, "Veloform", "Kargon"] as const;

const UNREGISTERED_SHARE = 0.04;
const MOVED_SHARE = 0.06;
const DAY_MS = 86_400_000;
const FIRST_REGISTRATION_MS = Date.UTC(2025, 2, 3, 8);

/**
 * Master data of a bike, or null for one that nobody registered. By the plan alone, so that publishing it again changes
 * nothing.
 * @param organisations ids by name. @throws Error for an organisation that is not there.
 */
export function entityOf(plan: Plan, organisations: ReadonlyMap<string, string>): BikeEntity | null {
  const random = randomOf(seedFrom(plan.seed, 2));
  if (random.chance(UNREGISTERED_SHARE)) return null;
  const organisation = (name: string): { id: string; name: string } => {
    const id = organisations.get(name);
    if (id === undefined) throw new Error(`no organisation is named "${name}"`);
    return { id, name };
  };
  const inFleet = (name: string, from: number | null, to: number | null) => {
    const fleet = organisation(name);
    return { fleet_id: fleet.id, fleet_name: fleet.name, from, to };
  };
  const fleet = FLEET_OF[plan.habit];
  const registeredAt = FIRST_REGISTRATION_MS + random.whole(0, 200) * DAY_MS;
  const movedAt = registeredAt + random.whole(30, 160) * DAY_MS;
  const earlier = random.pick(FLEETS.filter((name) => name !== fleet));
  const hasMoved = random.chance(MOVED_SHARE);
  return BikeEntity.parse({
    bike_id: plan.bikeId,
    version: hasMoved ? 2 : 1,
    oem: organisation(plan.model.oem),
    model: {
      id: plan.model.id,
      name: plan.model.name,
      battery_wh: plan.model.batteryWh,
      report_every_s: HEARTBEAT_S,
    },
    frame_number: `${plan.model.oem.slice(0, 2).toUpperCase()}${25_000_000 + (plan.seed % 1_000_000)}`,
    registered_at: registeredAt,
    assignments: hasMoved
      ? [inFleet(earlier, null, movedAt), inFleet(fleet, movedAt, null)]
      : [inFleet(fleet, null, null)],
  });
}
