import { pause } from "@/lib/retry";
import type { Disorder } from "../send/disorder";
import type { Uploads } from "../send/uploads";
import type { Fleet, Manner } from "./fleet";
import type { FleetClock } from "./fleet-clock";

export interface Run {
  readonly fleet: Fleet;
  readonly clock: FleetClock;
  readonly disorder: Disorder;
  /** What is sent as it happens, and what is late already. */
  readonly live: Uploads;
  readonly backlog: Uploads;
  readonly liveManner: Manner;
  readonly pastManner: Manner;
  readonly signal: AbortSignal;
}

const MOMENT_MS = 100;
/** So far behind, the fleet makes history: coarser, in larger packets, and besides what is live. */
const PAST_MS = 15_000;
const PAST_STRIDE_MS = 60_000;

/** Lets the fleet ride until told to stop: through the past as fast as its clock allows, then in time with the world. */
export async function run({ fleet, clock, disorder, live, backlog, ...options }: Run): Promise<void> {
  while (!options.signal.aborted) {
    const worldMs = Date.now();
    const dueMs = clock.at(worldMs);
    const isPast = worldMs - fleet.atMs > PAST_MS;
    const faultFactor = fleet.manner.faultFactor;
    fleet.manner = { ...(isPast ? options.pastManner : options.liveManner), faultFactor };
    const toMs = isPast ? Math.min(dueMs, fleet.atMs + PAST_STRIDE_MS) : dueMs;
    const uploads = isPast ? backlog : live;
    for (const packets of fleet.advanceTo(toMs)) uploads.add(disorder.pass(packets, worldMs), worldMs);
    live.pump(worldMs);
    backlog.pump(worldMs);
    await uploads.room();
    await pause(toMs < dueMs ? 0 : MOMENT_MS);
  }
}
