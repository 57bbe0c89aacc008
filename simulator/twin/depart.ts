import type { Random } from "../random";
import { beeline } from "../roads/road-graph";
import { routeBetween } from "../roads/route";
import { type LocalTime, localTime } from "../weather/local-time";
import type { Plan } from "./plan";
import type { Change, Riding, Standing, Truth, Twin, World } from "./twin";

const MINUTE_MS = 60_000;
const OFFLINE_SHARE = 0.015;
const WORK_FROM_HOUR = 4;
const WORK_TO_HOUR = 11;
/** A lively bike rides far: who sets out to stand again is not out. */
const FAR_M = 2_500;

/** Somebody unlocks the bike and rides to another of its stops. */
export function depart(
  twin: Twin,
  standing: Standing,
  nowMs: number,
  random: Random,
  { town }: World,
): Change {
  const { plan } = twin;
  const to = nextStop(plan, standing.node, localTime(nowMs), random, (node) =>
    beeline(town.graph, standing.node, node),
  );
  const activity: Riding = {
    kind: "riding",
    route: routeBetween(town.graph, standing.node, to),
    doneM: 0,
    speedMs: 0,
    assist: plan.rider.assist,
    waitsUntilMs: 0,
    startedMs: nowMs,
    startOdometerM: twin.odometerM,
    startDrawnWh: twin.drawnWh,
  };
  const isOffline = random.chance(OFFLINE_SHARE) && twin.offlineUntilMs <= nowMs;
  const offlineUntilMs = isOffline ? nowMs + random.whole(5, 40) * MINUTE_MS : twin.offlineUntilMs;
  const truth: Truth[] = isOffline
    ? [{ kind: "offline", bike_id: plan.bikeId, from: nowMs, to: offlineUntilMs }]
    : [];
  return { twin: { ...twin, activity, offlineUntilMs }, truth, isStart: true };
}

function nextStop(
  plan: Plan,
  node: number,
  { hour, weekday }: LocalTime,
  random: Random,
  metresTo: (node: number) => number,
): number {
  const others = plan.stops.filter((stop) => stop !== node);
  const far = others.filter((stop) => metresTo(stop) > FAR_M);
  const [home = node, work = node] = plan.stops;
  if (plan.isLively) return random.pick(far.length > 0 ? far : others);
  switch (plan.habit) {
    case "commuter":
      if (node === home && weekday < 5 && hour >= WORK_FROM_HOUR && hour < WORK_TO_HOUR) return work;
      return node !== home && random.chance(0.75) ? home : random.pick(others);
    case "leisure":
      return node !== home && random.chance(0.6) ? home : random.pick(others);
    case "rental":
    case "courier":
      return random.pick(others);
  }
}
