import { seedIn } from "./bike-range";
import { applyControl } from "./control/apply-control";
import type { Controls } from "./control/control-server";
import { stateOf } from "./control/state-of";
import { Fleet, type Manner } from "./fleet/fleet";
import { FleetClock } from "./fleet/fleet-clock";
import { KEEP_EVERY_MS, keepFleet, readFleet } from "./fleet/kept-fleet";
import { KeptReadings } from "./fleet/kept-readings";
import type { Register } from "./fleet/open-registry";
import { run } from "./fleet/run";
import { truthWriter } from "./fleet/write-truth";
import { type Options, troubleOf } from "./options";
import { randomOf } from "./random";
import { readRoads } from "./roads/read-roads";
import { Disorder } from "./send/disorder";
import type { Send } from "./send/send";
import { Tally } from "./send/tally";
import { Uploads } from "./send/uploads";
import { townOf } from "./twin/plan";
import { seedFrom } from "./twin/seed-from";

const LIVE = { atOnce: 16, waitMs: 250, roomReadings: 20_000 };
const BACKLOG = { atOnce: 2, waitMs: 1_000, roomReadings: 300_000 };
const PAST_PACKET = 100;

export interface Simulation extends Controls {
  /** Rides until told to stop. */
  run(signal: AbortSignal): Promise<void>;
  /** Sends what waits, as far as that goes in a time, and keeps the fleet. */
  close(withinMs: number): Promise<void>;
}

/** A fleet with all that it needs to ride and be heard. It is registered before it sends anything. */
export async function openSimulation(
  options: Options,
  send: Send,
  register: Register | null,
): Promise<Simulation> {
  const seed = seedIn(options.prefix, options.seed);
  const openedMs = Date.now();
  const earlier = options.state === undefined ? undefined : readFleet(options.state, seed);
  const unsent = options.state === undefined ? undefined : new KeptReadings(`${options.state}.unsent`);
  if (!earlier?.snapshot) unsent?.forget();
  const startMs = Math.min(openedMs, Math.max(openedMs - options.history, earlier?.endMs ?? 0));
  const liveManner: Manner = { everyS: options.every, readingsPerPacket: options.packet, faultFactor: 1 };
  const pastEveryS = Math.max(options.every, options["history-every"]);
  const pastManner: Manner = { ...liveManner, everyS: pastEveryS, readingsPerPacket: PAST_PACKET };
  const truth = truthWriter(options.truth);
  const fleet = new Fleet(
    {
      seed,
      bikes: options.bikes,
      prefix: options.prefix,
      town: townOf(readRoads()),
      phoneShare: options.phones,
      isLively: options.lively,
      startMs,
      earlier: earlier?.snapshot,
      unsent: (bikeId, source) => unsent?.read(bikeId, source) ?? [],
    },
    startMs < openedMs ? pastManner : liveManner,
    truth.write,
  );
  const clock = new FleetClock(startMs, openedMs, options.speed);
  const tally = new Tally((message) => console.error(message));
  const [live, backlog] = [new Uploads(send, tally, LIVE), new Uploads(send, tally, BACKLOG)];
  const disorder = new Disorder(troubleOf(options), randomOf(seedFrom(seed, 3)));
  const plans = () => fleet.twins.map(({ plan }) => plan);
  let registered = register ? await register(plans()) : null;
  const state = () =>
    stateOf({ seed: options.seed, fleet, clock, tally, live, backlog, registered }, Date.now());
  const keep = (isLast: boolean): void => {
    unsent?.keep(fleet.mailboxes, isLast ? Number.POSITIVE_INFINITY : fleet.atMs - KEEP_EVERY_MS);
    if (options.state !== undefined) keepFleet(options.state, fleet.snapshot(isLast));
  };
  const keeping = setInterval(() => keep(false), KEEP_EVERY_MS);
  return {
    state,
    async control(asked) {
      applyControl(fleet, clock, asked, randomOf(seedFrom(seed, Date.now())));
      if (register && asked.bikes !== undefined) registered = await register(plans());
    },
    run: (signal) => run({ fleet, clock, disorder, live, backlog, liveManner, pastManner, signal }),
    async close(withinMs) {
      clearInterval(keeping);
      await Promise.all([live.close(withinMs), backlog.close(withinMs)]);
      keep(true);
      await truth.close(fleet.twins);
    },
  };
}
