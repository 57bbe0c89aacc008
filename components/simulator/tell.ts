import type { Control, SimulatorState } from "@/lib/domain/simulator-control";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatNumber } from "@/lib/format/number";

/** A fleet that keeps up is told its time every tenth of a second, and the page asks a little later. */
const IN_TIME_MS = 5_000;

/** How the fleet's time goes, as the end of a sentence about it. */
export function tellSpeed(speed: number | null): string {
  if (speed === null) return "catches up at once";
  if (speed === 0) return "stands still";
  if (speed === 1) return "goes in real time";
  return `goes ${formatNumber(speed, Number.isInteger(speed) ? 0 : 1)} times as fast as real time`;
}

/** Where the fleet's time is when it was asked. */
export function tellTime({ at }: SimulatorState, askedAtMs: number): string {
  const behindMs = askedAtMs - Date.parse(at);
  return behindMs < IN_TIME_MS ? "up to date" : `${formatDuration(behindMs)} behind real time`;
}

const have = (count: number): string => `${formatCount(count, "bike")} ${count === 1 ? "has" : "have"}`;

/** What came of a change, told from how the fleet is after it. */
export function tellOutcome(control: Control, { bikes, speed, offline, faulty }: SimulatorState): string {
  if (control.bikes !== undefined) return `The fleet has ${formatCount(bikes, "bike")} now.`;
  if (control.speed !== undefined) return `The bikes' clock ${tellSpeed(speed)} now.`;
  if (control.bring_back && offline === 0)
    return "All have network. Those that ride send what they kept at once, those that are parked with their next report.";
  if (control.clear_faults && faulty === 0) return "No bike has a fault; each says so with its next reading.";
  if (control.faults || control.clear_faults) return `${have(faulty)} a fault now.`;
  return `${have(offline)} no network now, and will send late.`;
}
