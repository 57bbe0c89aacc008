import type { WorkerEnvironment } from "@/lib/env/worker";

const OF_LANES = [
  { password: "SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD", lanes: ["telemetry", "late", "bikes"] },
  { password: "SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD", lanes: ["rides"] },
] as const;

/** A process is told the passwords of its lanes only. @throws Error that says which setting a lane needs. */
export function requirePasswords(environment: WorkerEnvironment, asked: readonly string[]): void {
  for (const { password, lanes } of OF_LANES) {
    const lane = lanes.find((name) => asked.includes(name));
    if (lane !== undefined && environment[password] === "")
      throw new Error(
        `Lane ${lane}: expected ${password} in the environment, got nothing. Set it, or leave the lane out with --lanes=.`,
      );
  }
}
