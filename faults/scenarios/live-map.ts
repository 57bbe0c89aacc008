import { setTimeout as sleep } from "node:timers/promises";
import { STATUSES } from "@/lib/domain/bike-status";
import { formatLiveView } from "@/lib/domain/live-view";
import type { EdgeUnderTest } from "../lab/edge-under-test";
import { inParallel } from "../lab/in-parallel";
import { LiveReader, openStream, signInViewers } from "../lab/live-viewers";
import { FLEET } from "../lab/sent";
import type { Scenario } from "../scenario";

const FROZEN = 200;
/** One user may have 24 at once. */
const STREAMS_PER_VIEWER = 23;
/** So many that all of them, told a few times, are more than the four megabytes that the system itself keeps for a client. */
const STANDING = 4_000;
/** So that each time is told, and not the last of them only. */
const PICTURE_EVERY_MS = 3_000;
/** An event is due each 250 ms: one that is read a second late has waited for somebody else. */
const MOST_AGE_MS = 1_000;
/** From the edge to the map; a second on a machine of its own. */
const MOST_PULSE_MS = 3_000;
/** Until the system keeps no more for them, and then a minute in which they take nothing. */
const DROPPED_WITHIN_MS = 150_000;

const view = (at: number) =>
  formatLiveView({
    id: `v${at}`,
    bounds: { west: 9.5, south: 47.1, east: 9.6, north: 47.2 },
    zoom: 16,
    statuses: STATUSES,
    fleetId: null,
  });

/** Faults of those who look at the live map. */
export const LIVE_MAP_SCENARIOS: readonly Scenario[] = [
  {
    name: "map-slow-clients",
    fault: `${FROZEN} clients of the live map open it and read nothing, beside one that reads`,
    expected: "they are dropped after a minute; what the one reads is never a second old",
    edge: { senders: 8, bikesPerSender: 38, readingsPerPacket: 1, pauseMs: 1_000 },
    // Before they are found to be frozen each is told of 4,000 bikes in eight views.
    webMayGrowBytes: 900_000_000,
    run: async ({ edge }) => {
      await standUp(edge);
      const viewers = await signInViewers(edge, Math.ceil(FROZEN / STREAMS_PER_VIEWER) + 1);
      const [own, ...others] = viewers;
      if (!own) throw new Error("expected a viewer");
      await sleep(3_000);
      const reader = new LiveReader(await openStream(own, [view(0)]));
      const before = await edge.web.sockets();
      const views = Array.from({ length: 8 }, (_, at) => view(at));
      const frozen: Response[] = [];
      await inParallel(FROZEN, 10, async (at) => {
        const viewer = others[at % others.length];
        if (viewer) frozen.push(await openStream(viewer, views));
      });
      const left = () => edge.web.sockets().then((sockets) => sockets - before);
      if ((await left()) < FROZEN * 0.9) throw new Error(`expected ${frozen.length} streams to be open`);
      for (let times = 0; times < 8; times++) {
        await standUp(edge);
        await sleep(PICTURE_EVERY_MS);
      }
      await untilDropped(left);
      await Promise.all([reader.close(), ...frozen.map(({ body }) => body?.cancel().catch(() => undefined))]);
      expectFresh(reader);
    },
  },
];

/** Every standing bike says where it is. */
async function standUp({ senders: [sender], load }: EdgeUnderTest): Promise<void> {
  if (!sender) throw new Error("expected a sender");
  const bikes = Array.from({ length: STANDING }, (_, at) => load.next(`${FLEET}STANDS-${at}`, 1));
  await load.send(sender, bikes);
}

async function untilDropped(left: () => Promise<number>): Promise<void> {
  for (const startedMs = performance.now(); (await left()) > FROZEN * 0.1; await sleep(1_000))
    if (performance.now() - startedMs > DROPPED_WITHIN_MS)
      throw new Error(`expected frozen clients to be dropped, ${await left()} are open`);
}

function expectFresh({ agesMs, pulsesMs }: LiveReader): void {
  const of = (values: readonly number[], share: number) =>
    [...values].sort((a, b) => a - b)[Math.floor(share * values.length)] ?? Number.POSITIVE_INFINITY;
  const ageMs = of(agesMs, 0.99);
  const pulseMs = of(pulsesMs, 0.95);
  if (ageMs > MOST_AGE_MS)
    throw new Error(`expected events to be read within ${MOST_AGE_MS} ms, got ${ageMs}`);
  if (pulseMs > MOST_PULSE_MS)
    throw new Error(`expected the map to be ${MOST_PULSE_MS} ms old at most, got ${pulseMs}`);
}
