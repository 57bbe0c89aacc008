import type { Random } from "../random";
import type { SentReading } from "../sent-packet";
import { type LocalTime, localTime } from "../weather/local-time";
import { HEARTBEAT_S } from "./models";
import { conditionOf, identityOf, moduleReading, movementOf, spotOf } from "./readings";
import { rideOn } from "./ride-on";
import { stand } from "./stand";
import { troubled } from "./trouble-on-board";
import type { Change, Truth, Twin, World } from "./twin";

const AWAKE_REPORT_S = 30;
const UPDATE_SHARE = 0.02;

export interface Step {
  readonly twin: Twin;
  /** What each sender recorded, or null. */
  readonly module: SentReading | null;
  readonly phone: SentReading | null;
  /** What was recorded can be sent: the module has network, the rider has opened the app. */
  readonly canModuleSend: boolean;
  readonly canPhoneSend: boolean;
  readonly truth: readonly Truth[];
}

/**
 * A bike goes on until `nowMs`, which is when it is due. A function of its arguments: `random` is to be made of the
 * bike's seed and the instant, so that the same fleet rides the same way again.
 */
export function step(twin: Twin, nowMs: number, random: Random, world: World): Step {
  const local = localTime(nowMs);
  const wasRiding = twin.activity.kind === "riding";
  const gone =
    twin.activity.kind === "riding"
      ? rideOn(twin, twin.activity, nowMs, random, world)
      : stand(twin, twin.activity, nowMs, random, world);
  const { twin: now, truth, isStart } = daily(troubled(gone, twin.atMs, random, world), local, random);
  const { plan } = now;
  const spot = spotOf(now, world);
  const records = wasRiding || now.activity.kind === "riding";
  const canPhoneSend = now.phoneOpensMs !== null && now.phoneOpensMs <= nowMs;
  const module = plan.hasModule
    ? { ...moduleReading(now, local, spot, random), ...told(now, isStart) }
    : null;
  const phone = plan.hasPhone && records ? { t: nowMs, ...movementOf(now, spot, random) } : null;
  const after: Twin = {
    ...now,
    sequence: now.sequence + 1,
    isFaultTold: true,
    announcedDay: isStart ? local.day : now.announcedDay,
    phoneOpensMs: canPhoneSend ? null : now.phoneOpensMs,
  };
  return {
    twin: { ...after, dueMs: dueMs(after, nowMs, world) },
    module,
    phone,
    canModuleSend: now.offlineUntilMs <= nowMs,
    canPhoneSend,
    truth,
  };
}

/** What a reading carries beside its measurements. */
function told(twin: Twin, isStart: boolean): Partial<SentReading> {
  const condition = conditionOf(twin);
  if (isStart) return { ...condition, ...identityOf(twin) };
  if (twin.activity.kind === "standing") return condition;
  return twin.isFaultTold ? {} : { error_codes: condition.error_codes };
}

/** The first step of a day announces like a start; now and then there is a new firmware in it. */
function daily(change: Change, { day }: LocalTime, random: Random): Change {
  if (change.twin.announcedDay === day) return change;
  const { firmwares } = change.twin.plan.model;
  const newer = firmwares[firmwares.indexOf(change.twin.firmware) + 1];
  const firmware = newer && random.chance(UPDATE_SHARE) ? newer : change.twin.firmware;
  return { ...change, twin: { ...change.twin, firmware }, isStart: true };
}

/** When the twin has to be looked at next: at its next reading, or when something changes before. */
function dueMs({ activity, offlineUntilMs, phoneOpensMs, fault }: Twin, nowMs: number, world: World): number {
  if (activity.kind === "riding") return nowMs + world.everyS * 1_000;
  const reportS = nowMs < activity.locksMs ? AWAKE_REPORT_S : HEARTBEAT_S;
  let due = nowMs + reportS * 1_000;
  const changes = [
    activity.locksMs,
    activity.leavesMs,
    activity.swapMs,
    offlineUntilMs,
    phoneOpensMs,
    fault?.untilMs,
  ];
  for (const atMs of changes) if (atMs && atMs > nowMs && atMs < due) due = atMs;
  return due;
}
