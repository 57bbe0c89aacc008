import type { Random } from "../random";
import { localTime } from "../weather/local-time";
import { nextDepartureMs } from "../weather/rhythm";
import { chargeShare } from "./battery";
import type { Change, Riding, Standing, Truth, Twin } from "./twin";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const LOW_SHARE = 0.22;
const EVENING_HOUR = 18;
const MORNING_HOUR = 5;
/** Share of a lively bike's stops at which its ride ends: most are so short that it goes on. */
const LONG_STOPS = 0.3;

/** The end of a ride: what the rider does with the bike, and when somebody rides it again. */
export function arrive(twin: Twin, riding: Riding, headingDeg: number, random: Random): Change {
  const { plan, atMs: nowMs } = twin;
  const locksMs = nowMs + random.whole(40, 240) * 1_000;
  const place = { kind: "standing", node: riding.route.to, headingDeg, locksMs } as const;
  const activity: Standing = { ...place, ...afterwards(twin, riding.route.to, nowMs, random) };
  const ride: Truth = {
    kind: "ride",
    bike_id: plan.bikeId,
    from: riding.startedMs,
    to: nowMs,
    distance_m: Math.round((twin.odometerM - riding.startOdometerM) * 10) / 10,
    drawn_wh: Math.round((twin.drawnWh - riding.startDrawnWh) * 1_000) / 1_000,
  };
  const charge: Truth = { kind: "charge", bike_id: plan.bikeId, at: nowMs, plugged: true };
  const goesOffline = random.chance(0.004);
  const arrived: Twin = {
    ...twin,
    activity,
    rides: twin.rides + 1,
    power: { ...twin.power, riderW: 0, motorW: 0, currentA: 0 },
    phoneOpensMs: plan.hasPhone ? (twin.phoneOpensMs ?? openedMs(nowMs, random)) : null,
    offlineUntilMs: goesOffline ? nowMs + random.whole(1, 10) * HOUR_MS : twin.offlineUntilMs,
  };
  const offline: Truth[] = goesOffline
    ? [{ kind: "offline", bike_id: plan.bikeId, from: nowMs, to: arrived.offlineUntilMs }]
    : [];
  const truth = [ride, ...(activity.isCharging ? [charge] : []), ...offline];
  return { twin: arrived, truth, isStart: false };
}

/** Most riders look at their app at once, some hours later. */
const openedMs = (nowMs: number, random: Random): number =>
  nowMs + (random.chance(0.2) ? random.whole(HOUR_MS, 14 * HOUR_MS) : random.whole(5_000, 90_000));

function afterwards(
  { plan, battery }: Twin,
  node: number,
  nowMs: number,
  random: Random,
): Pick<Standing, "leavesMs" | "isCharging" | "swapMs"> {
  const share = chargeShare(battery);
  const isLow = share < LOW_SHARE;
  const isServed = plan.isLively || plan.habit === "rental" || plan.habit === "courier";
  if (isLow && isServed && random.chance(0.85)) {
    const swapMs = nowMs + random.whole(1, 4) * MINUTE_MS;
    return { leavesMs: swapMs + MINUTE_MS, isCharging: false, swapMs };
  }
  const { hour } = localTime(nowMs);
  const isNight = hour >= EVENING_HOUR || hour < MORNING_HOUR;
  const isHome = node === plan.stops[0];
  const isCharging = isLow || (!plan.isLively && isNight && isHome && share < 0.85 && random.chance(0.6));
  const readyMs = isLow ? nowMs + random.whole(36, 120) * MINUTE_MS : nowMs;
  const leavesMs = plan.isLively
    ? readyMs + (random.chance(LONG_STOPS) ? random.whole(6, 12) * MINUTE_MS : random.whole(30, 200) * 1_000)
    : isErrand(plan.habit, node, plan.stops, random)
      ? readyMs + random.whole(4, 25) * MINUTE_MS
      : nextDepartureMs(plan.habit, readyMs, random);
  return { leavesMs, isCharging, swapMs: null };
}

/** Shops and parcels take minutes, whatever the hour. */
const isErrand = (habit: string, node: number, stops: readonly number[], random: Random): boolean =>
  habit === "courier" ? random.chance(0.5) : stops.indexOf(node) > 1 && random.chance(0.7);
