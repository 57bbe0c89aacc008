import { type Random, randomOf } from "../random";
import { nextDepartureMs } from "../weather/rhythm";
import { capacityOf, openVoltage } from "./battery";
import { depart } from "./depart";
import { numbersOf } from "./numbers";
import type { Plan } from "./plan";
import { seedFrom } from "./seed-from";
import type { Standing, Twin, World } from "./twin";

/** Of lively bikes at the very beginning. */
const OUT_SHARE = 0.85;
const FIRST_STEP_WITHIN_MS = 60_000;

/** The random numbers of a bike at an instant. */
export const randomAt = (plan: Plan, atMs: number): Random => randomOf(seedFrom(plan.seed, atMs));

/** A bike as it is found at the beginning: most stand at home, lively ones are on their way already. */
export function newTwin(plan: Plan, startMs: number, world: World): Twin {
  const random = randomOf(seedFrom(plan.seed, 1));
  const atMs = Math.floor(startMs / 1_000) * 1_000 + plan.phaseMs;
  const standing: Standing = {
    kind: "standing",
    node: plan.stops[0] ?? 0,
    headingDeg: random.whole(0, 359),
    locksMs: atMs,
    leavesMs: plan.isLively ? atMs : nextDepartureMs(plan.habit, atMs, random),
    isCharging: false,
    swapMs: null,
  };
  const healthPct = random.between(80, 99.5);
  const share = random.between(0.3, 1);
  const capacityAh = capacityOf(plan.model.batteryWh);
  const twin: Twin = {
    plan,
    atMs,
    dueMs: atMs + random.whole(0, FIRST_STEP_WITHIN_MS / 1_000) * 1_000,
    activity: standing,
    battery: {
      serial: numbersOf(plan).battery,
      capacityAh,
      chargeAh: (capacityAh * healthPct * share) / 100,
      cycles: (100 - healthPct) * 50,
      healthPct,
      temperatureC: 15,
    },
    power: { riderW: 0, motorW: 0, currentA: 0, voltageV: openVoltage(share) },
    odometerM: random.whole(20_000, 14_000_000),
    drawnWh: 0,
    chargedWh: 0,
    rides: 0,
    sequence: random.whole(1, 500_000),
    firmware: random.pick(plan.model.firmwares),
    announcedDay: -1,
    fault: null,
    isFaultTold: true,
    offlineUntilMs: 0,
    phoneOpensMs: null,
  };
  return plan.isLively && random.chance(OUT_SHARE) ? underWay(twin, standing, random, world) : twin;
}

function underWay(twin: Twin, standing: Standing, random: Random, world: World): Twin {
  const gone = depart(twin, standing, twin.atMs, random, world).twin;
  if (gone.activity.kind !== "riding") return gone;
  const doneM = gone.activity.route.metres * random.between(0.05, 0.8);
  const activity = { ...gone.activity, doneM, speedMs: 4 };
  return { ...gone, dueMs: twin.atMs + world.everyS * 1_000, activity };
}
