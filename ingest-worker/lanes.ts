import type { WorkerEnvironment } from "@/lib/env/worker";
import { READINGS_LANES } from "./series/limits";

/** Lanes that read a topic. */
export const TOPIC_LANES = [...READINGS_LANES, "bikes", "rides", "projection"] as const;
export type TopicLane = (typeof TOPIC_LANES)[number];
export const LANE_NAMES = [...TOPIC_LANES, "figures", "outbox"] as const;
export type LaneName = (typeof LANE_NAMES)[number];

/** Lanes of what is made from readings; a process with no other keeps none. */
export const DERIVING_LANES: readonly LaneName[] = ["rides", "projection", "figures"];

const INGEST = ["SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD"] as const;
const REPORTS = [
  "SLIPSTREAM_ELASTICSEARCH_PROJECTION_PASSWORD",
  "SLIPSTREAM_DATABASE_PROJECTION_URL",
  "SLIPSTREAM_PSEUDONYM_KEY",
] as const;

/** What a process has to be told for a lane, beside what it is told in any case. */
const NEEDED: Readonly<Record<LaneName, readonly (keyof WorkerEnvironment)[]>> = {
  telemetry: INGEST,
  late: INGEST,
  bikes: INGEST,
  rides: ["SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD"],
  projection: REPORTS,
  figures: REPORTS,
  outbox: ["SLIPSTREAM_DATABASE_OUTBOX_URL"],
};

/** Settings of a lane that the environment lacks. */
const missingFor = (environment: WorkerEnvironment, lane: LaneName): string[] =>
  NEEDED[lane].filter((setting) => (environment[setting] ?? "") === "");

/** @throws Error that says which settings each of the lanes misses. */
export function requireSettings(environment: WorkerEnvironment, lanes: readonly LaneName[]): void {
  const faults = lanes.flatMap((lane) => {
    const missing = missingFor(environment, lane);
    return missing.length > 0 ? [`  ${lane}: ${missing.join(", ")}`] : [];
  });
  if (faults.length > 0)
    throw new Error(
      `Lanes expected these settings in the environment, got nothing:\n${faults.join("\n")}\nSet them, or name the lanes to run with --lanes=.`,
    );
}

/** @throws Error that says which lanes there are. */
export function lanesNamed(list: string): LaneName[] {
  return list.split(",").map((name) => {
    const lane = LANE_NAMES.find((known) => known === name);
    if (!lane)
      throw new Error(`--lanes: expected some of ${LANE_NAMES.join(", ")}, or erasure alone, got "${name}"`);
    return lane;
  });
}

/**
 * The lanes of a process that is not told which: all of them, but without those of what is made from readings that it is not
 * told what they need. So an installation that knows nothing of them yet goes on as it did.
 */
export function usualLanes(environment: WorkerEnvironment): {
  readonly lanes: LaneName[];
  /** Which of them are left out, and for want of what. */
  readonly leftOut: { readonly lane: LaneName; readonly missing: readonly string[] }[];
} {
  const leftOut = DERIVING_LANES.map((lane) => ({ lane, missing: missingFor(environment, lane) })).filter(
    ({ missing }) => missing.length > 0,
  );
  return { lanes: LANE_NAMES.filter((name) => !leftOut.some(({ lane }) => lane === name)), leftOut };
}
