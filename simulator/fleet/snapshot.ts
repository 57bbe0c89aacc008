import { z } from "zod";
import type { RoadGraph } from "../roads/road-graph";
import { routeBetween } from "../roads/route";
import type { Plan } from "../twin/plan";
import type { Twin } from "../twin/twin";

const number = z.number();
const RidingKept = z.object({
  kind: z.literal("riding"),
  from: number.int(),
  to: number.int(),
  doneM: number,
  speedMs: number,
  assist: number,
  waitsUntilMs: number,
  startedMs: number,
  startOdometerM: number,
  startDrawnWh: number,
});
const StandingKept = z.object({
  kind: z.literal("standing"),
  node: number.int(),
  headingDeg: number,
  locksMs: number,
  leavesMs: number,
  isCharging: z.boolean(),
  swapMs: number.nullable(),
});
const TwinKept = z.object({
  atMs: number,
  dueMs: number,
  activity: z.discriminatedUnion("kind", [RidingKept, StandingKept]),
  battery: z.object({
    serial: z.string(),
    capacityAh: number,
    chargeAh: number,
    cycles: number,
    healthPct: number,
    temperatureC: number,
  }),
  power: z.object({ riderW: number, motorW: number, currentA: number, voltageV: number }),
  odometerM: number,
  drawnWh: number,
  chargedWh: number,
  rides: number,
  sequence: number,
  firmware: z.string(),
  announcedDay: number,
  fault: z.object({ code: z.string(), untilMs: number }).nullable(),
  isFaultTold: z.boolean(),
  offlineUntilMs: number,
  phoneOpensMs: number.nullable(),
});
type TwinKept = z.infer<typeof TwinKept>;

/** A fleet between two runs. A route is kept as its ends: the roads lead the same way again. */
export const Snapshot = z.object({
  seed: number,
  atMs: number,
  /** Nothing was ridden after it. */
  isLast: z.boolean(),
  twins: z.array(TwinKept),
});
export type Snapshot = z.infer<typeof Snapshot>;

export const snapshotOf = (
  seed: number,
  atMs: number,
  isLast: boolean,
  twins: readonly Twin[],
): Snapshot => ({
  seed,
  atMs,
  isLast,
  twins: twins.map(({ plan: _plan, activity, ...twin }) => ({ ...twin, activity: kept(activity) })),
});

function kept(activity: Twin["activity"]): TwinKept["activity"] {
  if (activity.kind === "standing") return activity;
  const { route, ...riding } = activity;
  return { ...riding, from: route.from, to: route.to };
}

/** The twin of a snapshot. */
export function revived({ activity, ...twin }: TwinKept, plan: Plan, graph: RoadGraph): Twin {
  if (activity.kind === "standing") return { ...twin, plan, activity };
  const { from, to, ...riding } = activity;
  return { ...twin, plan, activity: { ...riding, route: routeBetween(graph, from, to) } };
}

/** A twin that nobody looked at for a while: what it was to do before `startMs` it does then. */
export function resumed(twin: Twin, startMs: number): Twin {
  if (twin.dueMs >= startMs) return twin;
  const wholeSeconds = Math.floor((startMs - twin.dueMs) / 1_000) + 1;
  return { ...twin, atMs: Math.max(twin.atMs, startMs), dueMs: twin.dueMs + wholeSeconds * 1_000 };
}
