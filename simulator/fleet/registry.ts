import type { Production } from "@/lib/registration/production/production";
import type { DemoBike } from "@/lib/registration/seed-demo-bikes";
import { randomOf } from "../random";
import { numbersOf } from "../twin/numbers";
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
const PLANTS_OF: Readonly<Record<string, readonly string[]>> = {
  Veloform: ["RHEINECK", "HOHENEMS"],
  Kargon: ["ESCHEN"],
};

const BIKES_OF_A_LOT = 200;
const UNREGISTERED_SHARE = 0.04;
const MOVED_SHARE = 0.06;
const DAY_MS = 86_400_000;
const FIRST_REGISTRATION_MS = Date.UTC(2025, 2, 3, 8);

/** How a bike is registered, or null for one that nobody registered. By the plan alone, so that it is the same at each start. */
export function registeredAs(plan: Plan): DemoBike | null {
  const random = randomOf(seedFrom(plan.seed, 2));
  if (random.chance(UNREGISTERED_SHARE)) return null;
  const { model, hasModule, bikeId } = plan;
  const fleet = FLEET_OF[plan.habit];
  const registeredAt = FIRST_REGISTRATION_MS + random.whole(0, 200) * DAY_MS;
  const movedAt = registeredAt + random.whole(30, 160) * DAY_MS;
  const earlier = random.pick(FLEETS.filter((name) => name !== fleet));
  const hasMoved = random.chance(MOVED_SHARE);
  const numbers = numbersOf(plan);
  return {
    bikeId,
    oem: model.oem,
    plant: random.pick(PLANTS_OF[model.oem] ?? []),
    model: model.code,
    frameNumber: numbers.frame,
    imei: hasModule ? numbers.imei : null,
    iccid: hasModule ? numbers.iccid : null,
    firmware: model.firmwares[0] ?? "",
    registeredAt,
    components: componentsOf(plan),
    assignments: hasMoved
      ? [
          { fleet: earlier, from: null, to: movedAt },
          { fleet, from: movedAt, to: null },
        ]
      : [{ fleet, from: null, to: null }],
  };
}

/** What a bike is made of, as component plants made it, whether anybody registers the bike or not. */
export function producedFor(plan: Plan): Production[] {
  const lot = `${plan.model.code}-${Math.floor(plan.number / BIKES_OF_A_LOT)}`;
  const made = { plant: "BUCHS", lot, modelCodes: [plan.model.code], producedOn: null };
  return componentsOf(plan).map((component) => ({ ...made, ...component }));
}

function componentsOf(plan: Plan): Pick<Production, "kind" | "serial" | "partNumber">[] {
  const { model, hasModule } = plan;
  const numbers = numbersOf(plan);
  return [
    { kind: "motor", serial: numbers.motor, partNumber: `MOT-${model.peakMotorW}` },
    { kind: "battery", serial: numbers.battery, partNumber: `BAT-${model.batteryWh}` },
    { kind: "display", serial: numbers.display, partNumber: "DSP-2" },
    ...(hasModule ? [{ kind: "module", serial: numbers.module, partNumber: "IOT-4" } as const] : []),
  ];
}
