import type { Source } from "@/lib/domain/packet";
import type { SimulatorState } from "@/lib/domain/simulator-control";
import type { Fleet } from "../fleet/fleet";
import type { FleetClock } from "../fleet/fleet-clock";
import type { Tally } from "../send/tally";
import type { Uploads } from "../send/uploads";
import type { Twin } from "../twin/twin";

interface Parts {
  readonly seed: number;
  readonly fleet: Fleet;
  readonly clock: FleetClock;
  readonly tally: Tally;
  readonly live: Uploads;
  readonly backlog: Uploads;
  readonly registered: number | null;
}

export function stateOf(parts: Parts, nowMs: number): SimulatorState {
  const { fleet, clock, tally } = parts;
  const { twins, mailboxes, atMs } = fleet;
  const count = (is: (twin: Twin) => boolean): number =>
    twins.reduce((sum, twin) => sum + (is(twin) ? 1 : 0), 0);
  const kept = (source: Source, is: (twin: Twin) => boolean): number =>
    twins.reduce((sum, twin, at) => sum + (is(twin) ? (mailboxes[at]?.waiting(source).length ?? 0) : 0), 0);
  const isOffline = (twin: Twin): boolean => twin.offlineUntilMs > atMs;
  return {
    seed: parts.seed,
    at: new Date(atMs).toISOString(),
    bikes: twins.length,
    riding: count(({ activity }) => activity.kind === "riding"),
    charging: count(({ activity }) => activity.kind === "standing" && activity.isCharging),
    offline: count(isOffline),
    faulty: count(({ fault }) => fault !== null),
    registered: parts.registered,
    speed: Number.isFinite(clock.speed) ? clock.speed : null,
    sent_readings_per_s: tally.rate(nowMs),
    sent_readings: tally.total.readings,
    refused_packets: tally.total.refusedPackets,
    refused_values: tally.total.faults,
    waiting_live: parts.live.waitingReadings,
    waiting_late: parts.backlog.waitingReadings,
    kept_offline: kept("iot", isOffline),
    kept_in_phones: kept("app", () => true),
    failure: tally.failure,
  };
}
