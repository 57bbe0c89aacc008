import { setTimeout as sleep } from "node:timers/promises";
import { Crowd } from "./crowd";
import { fleetOfCities } from "./fleet-of-cities";
import type { Heard } from "./live-client";
import { LiveProcess } from "./live-process";
import { type BenchResult, judged, rounded } from "./result";

const BIKES = 200_000;
const FLEETS = 200;
const UPDATES_PER_SECOND = 2_000;
const CLIENTS = 1_000;
const FROZEN = 200;
const WARM_UP_MS = 10_000;
const MEASURED_MS = 30_000;

/**
 * 1,000 clients with moving views on one live process, then the same with 200 of them frozen: what a client takes of the
 * server's memory, and how old a change is when a client has parsed it. Streams go over real sockets between two
 * processes; Next, sign-in and the topics are left out, states are applied in the live process itself.
 */
export async function clients(): Promise<BenchResult> {
  const live = await LiveProcess.start(BIKES, FLEETS, UPDATES_PER_SECOND);
  const crowd = new Crowd(live, fleetOfCities(BIKES, FLEETS, 5), BIKES);
  try {
    const before = await live.figures();
    crowd.add(CLIENTS);
    const usual = await measured(live, crowd);
    crowd.remove(FROZEN);
    crowd.freeze(FROZEN);
    const withFrozen = await measured(live, crowd);
    const perClient = (bytes: "bytes" | "rss") => Math.round((usual.after[bytes] - before[bytes]) / CLIENTS);
    const figures = {
      clients: usual.awake,
      frozen_clients: withFrozen.after.frozen,
      bytes_per_client: perClient("bytes"),
      rss_bytes_per_client: perClient("rss"),
      delta_age_p50_ms: usual.deltaAge(0.5),
      delta_age_p99_ms: usual.deltaAge(0.99),
      delta_age_p99_frozen_ms: withFrozen.deltaAge(0.99),
      view_p99_ms: usual.viewAge(0.99),
      updates_per_s: Math.round(Math.min(usual.updatesPerSecond, withFrozen.updatesPerSecond)),
      server_cpu_share: rounded(usual.cpuShare),
    };
    return judged(figures, {
      atLeast: { clients: CLIENTS, frozen_clients: FROZEN },
      atMost: { bytes_per_client: 250_000, delta_age_p99_ms: 999, delta_age_p99_frozen_ms: 999 },
    });
  } finally {
    crowd.close();
    await live.stop();
  }
}

async function measured(live: LiveProcess, crowd: Crowd) {
  await sleep(WARM_UP_MS);
  const before = await live.figures();
  crowd.take();
  await sleep(MEASURED_MS);
  const { heard, viewMs, awake } = crowd.take();
  const after = await live.figures();
  const ms = after.atMs - before.atMs;
  return {
    after,
    awake,
    deltaAge: percentileOf(deltaAges(heard)),
    viewAge: percentileOf(viewMs),
    updatesPerSecond: ((after.applied - before.applied) / ms) * 1_000,
    cpuShare: (after.cpuMs - before.cpuMs) / ms,
  };
}

/** From the tick before an event's own, so that it is the age of the oldest change that can be in it. */
function deltaAges(heard: readonly Heard[]): number[] {
  const deltas = heard.filter(({ whole }) => !whole);
  const ticks = [...new Set(deltas.map(({ atMs }) => atMs))].sort((a, b) => a - b);
  const before = new Map(ticks.map((atMs, at) => [atMs, ticks[at - 1] ?? atMs]));
  return deltas.map(({ atMs, parsedAtMs }) => parsedAtMs - (before.get(atMs) ?? atMs));
}

function percentileOf(values: readonly number[]): (share: number) => number {
  const sorted = [...values].sort((a, b) => a - b);
  return (share) => sorted[Math.floor(share * sorted.length)] ?? Number.NaN;
}
