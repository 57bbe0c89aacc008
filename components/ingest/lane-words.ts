const LANES: Readonly<Record<string, string>> = {
  telemetry: "live lane",
  late: "late lane",
  bikes: "master data",
};

/** A lane in words. */
export const laneWords = (lane: string): string => LANES[lane] ?? lane;
