import type { Random } from "../random";
import { heightAt } from "../roads/height";
import { localTime } from "../weather/local-time";
import { airTemperatureC } from "../weather/weather";
import { chargerCurrent, chargeShare, currentFor, flow } from "./battery";
import { depart } from "./depart";
import type { Change, Standing, Truth, Twin, World } from "./twin";

const ASLEEP_W = 0.12;
const AWAKE_W = 4;
const STRIDE_S = 60;
const LONGEST_S = 2 * 86_400;
/** Nobody sets out on less. */
const ENOUGH_SHARE = 0.12;
const LATER_MS = 20 * 60_000;

/** Goes on standing until `nowMs`: the battery rests or fills, is changed, and then somebody leaves. */
export function stand(twin: Twin, standing: Standing, nowMs: number, random: Random, world: World): Change {
  const rested = rest(twin, standing, nowMs, world);
  const swapped = standing.swapMs !== null && standing.swapMs <= nowMs;
  const changed = swapped ? swap(rested.twin, standing, nowMs, random) : rested;
  const { activity, battery } = changed.twin;
  if (activity.kind === "riding" || nowMs < activity.leavesMs) return changed;
  if (chargeShare(battery) < ENOUGH_SHARE) {
    const waiting = { ...activity, leavesMs: nowMs + LATER_MS, isCharging: true };
    return { ...changed, twin: { ...changed.twin, activity: waiting } };
  }
  const left = unplugged(changed, activity, nowMs);
  const gone = depart(left.twin, activity, nowMs, random, world);
  return { ...gone, truth: [...left.truth, ...gone.truth] };
}

/** Charges or rests in strides, so that current and voltage follow the charge. */
function rest(twin: Twin, standing: Standing, nowMs: number, { town }: World): Change {
  const { lats, lons } = town.graph;
  const heightM = heightAt(lats[standing.node] ?? 0, lons[standing.node] ?? 0);
  const airC = airTemperatureC(nowMs, localTime(nowMs), heightM);
  const restW = twin.atMs < standing.locksMs ? AWAKE_W : ASLEEP_W;
  let { battery, drawnWh, chargedWh, power } = twin;
  let isCharging = standing.isCharging;
  let leftS = Math.min(LONGEST_S, (nowMs - twin.atMs) / 1_000);
  while (leftS > 0) {
    const strideS = isCharging ? Math.min(STRIDE_S, leftS) : leftS;
    const charging = isCharging ? chargerCurrent(battery) : 0;
    if (charging === 0) isCharging = false;
    const currentA = isCharging ? charging : chargeShare(battery) > 0 ? currentFor(battery, restW) : 0;
    const flowed = flow(battery, currentA, strideS, airC);
    battery = flowed.battery;
    power = { riderW: 0, motorW: 0, currentA, voltageV: flowed.voltageV };
    const movedWh = (currentA * flowed.voltageV * strideS) / 3_600;
    if (movedWh > 0) drawnWh += movedWh;
    else chargedWh -= movedWh;
    leftS -= strideS;
  }
  const activity = { ...standing, isCharging };
  const truth = standing.isCharging && !isCharging ? [plug(twin, nowMs, false)] : [];
  return {
    twin: { ...twin, atMs: nowMs, activity, battery, drawnWh, chargedWh, power },
    truth,
    isStart: false,
  };
}

function swap(twin: Twin, standing: Standing, nowMs: number, random: Random): Change {
  const healthPct = random.between(82, 100);
  const serial = `B-${String(random.whole(0, 999_999)).padStart(6, "0")}`;
  const capacityAh = twin.battery.capacityAh;
  const share = random.between(0.86, 1);
  const battery = {
    serial,
    capacityAh,
    healthPct,
    chargeAh: (capacityAh * healthPct * share) / 100,
    cycles: (100 - healthPct) * 50,
    temperatureC: twin.battery.temperatureC,
  };
  const truth: Truth = {
    kind: "swap",
    bike_id: twin.plan.bikeId,
    at: nowMs,
    battery_serial: serial,
    soc_pct: Math.round(share * 1_000) / 10,
  };
  const activity = { ...standing, swapMs: null };
  return { twin: { ...twin, activity, battery }, truth: [truth], isStart: true };
}

function unplugged(change: Change, standing: Standing, nowMs: number): Change {
  if (!standing.isCharging) return change;
  return { ...change, truth: [...change.truth, plug(change.twin, nowMs, false)] };
}

const plug = ({ plan }: Twin, at: number, plugged: boolean): Truth => ({
  kind: "charge",
  bike_id: plan.bikeId,
  at,
  plugged,
});
