import type { Random } from "../random";
import type { Change, Truth, Twin, World } from "./twin";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Faults per hour of riding. */
const FAULTS_PER_HOUR = 0.012;
const CODES = ["E01", "E04", "E07", "E12", "E21", "E33", "W08", "W15"] as const;

/** Faults clear when their time is over, and come now and then while riding. */
export function troubled(change: Change, sinceMs: number, random: Random, world: World): Change {
  const { twin } = change;
  if (twin.fault) return twin.fault.untilMs <= twin.atMs ? told(change, withFault(twin, null), null) : change;
  const hours = (twin.atMs - sinceMs) / HOUR_MS;
  const share = twin.activity.kind === "riding" ? FAULTS_PER_HOUR * world.faultFactor * hours : 0;
  if (!random.chance(share)) return change;
  const code = random.pick(CODES);
  return told(change, withFault(twin, { code, untilMs: twin.atMs + random.whole(5, 150) * MINUTE_MS }), code);
}

const told = (change: Change, twin: Twin, code: string | null): Change => {
  const truth: Truth = { kind: "fault", bike_id: twin.plan.bikeId, at: twin.atMs, code };
  return { ...change, twin, truth: [...change.truth, truth] };
};

/** The twin with a fault, or with none any more; its module tells with the next reading. */
export const withFault = (twin: Twin, fault: Twin["fault"]): Twin => ({ ...twin, fault, isFaultTold: false });

/** The twin without network until a time, ms since epoch. */
export const withoutNetwork = (twin: Twin, untilMs: number): Twin => ({ ...twin, offlineUntilMs: untilMs });

/** A fault of any kind, for so long. */
export const anyFault = (nowMs: number, minutes: number, random: Random): NonNullable<Twin["fault"]> => ({
  code: random.pick(CODES),
  untilMs: nowMs + minutes * MINUTE_MS,
});
