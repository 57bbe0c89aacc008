import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pause } from "@/lib/retry";
import type { EdgeClient } from "./edge-client";
import { type Ride, readRide, readSummaries } from "./ride-file";
import type { SentPacket } from "./sent-packet";

const READINGS_PER_PACKET = 100;
/** Then the next is sent. */
const STORED_SOON_MS = 60_000;
/** A worker that has hours of a fleet to store as well may take so long. */
const STORED_AT_LAST_MS = 300_000;

export interface ReplayedRide {
  readonly file: string;
  readonly bikeId: string;
  readonly sent: number;
  readonly accepted: number;
  readonly stored: number;
  /** Rows, packets and values that were not taken, each with its reason. */
  readonly refused: readonly string[];
}

/**
 * Recorded rides of a folder in order of their names.
 * @param limit most files to read. @throws Error, one sentence, for a folder without any.
 */
export async function ridesIn(folder: string, limit = Number.POSITIVE_INFINITY): Promise<[string, Ride][]> {
  const entries = await readdir(folder).catch(() => {
    throw new Error(
      `expected a folder of recorded rides, got ${folder}, which is no folder that can be read`,
    );
  });
  const names = entries.filter((name) => /^ebike_trip_\d+\.csv$/.test(name)).sort();
  if (names.length === 0)
    throw new Error(`expected files like ebike_trip_07.csv in ${folder}, got none among ${entries.length}`);
  const index = await readFile(join(folder, "index.csv"), "utf8").catch(() => "");
  const summaries = readSummaries(index);
  return Promise.all(
    names.slice(0, limit).map(async (name): Promise<[string, Ride]> => {
      const text = await readFile(join(folder, name), "utf8");
      return [name, readRide(name, text, summaries.get(name))];
    }),
  );
}

/** A ride as the packets of one upload. */
export function packetsOf(ride: Ride): SentPacket[] {
  const count = Math.ceil(ride.readings.length / READINGS_PER_PACKET);
  return Array.from({ length: count }, (_, at) => ({
    v: 1,
    bike_id: ride.bikeId,
    source: "app",
    readings: ride.readings.slice(at * READINGS_PER_PACKET, (at + 1) * READINGS_PER_PACKET),
  }));
}

/** Sends one ride and waits until the read API shows it, at most a minute. */
export async function replayRide(client: EdgeClient, file: string, ride: Ride): Promise<ReplayedRide> {
  const report = await client.send(packetsOf(ride));
  const refused = [
    ...ride.refused.map(({ row, reason }) => `row ${row + 1}: ${reason}`),
    ...report.refused.map(
      (one) => `packet ${one.packet}: ${one.reason}, expected ${one.expected}, got ${one.got}`,
    ),
    ...report.faults.map((one) => `${one.field}: expected ${one.expected}, got ${one.got}`),
  ];
  const accepted = report.accepted.readings;
  const stored = await countStored(client, ride, accepted, Date.now() + STORED_SOON_MS);
  return { file, bikeId: ride.bikeId, sent: ride.readings.length, accepted, stored, refused };
}

/**
 * Waits for rides of which something was not stored soon.
 * @param notYet a ride and what became of it when it was sent. @returns the same, with what is stored now.
 */
export async function awaitStored(
  client: EdgeClient,
  notYet: readonly (readonly [Ride, ReplayedRide])[],
): Promise<ReplayedRide[]> {
  const untilMs = Date.now() + STORED_AT_LAST_MS;
  const replayed: ReplayedRide[] = [];
  for (const [ride, sent] of notYet)
    replayed.push({ ...sent, stored: await countStored(client, ride, sent.accepted, untilMs) });
  return replayed;
}

/** How many readings of a ride the read API shows: as soon as it is as many as are expected, or at that time. */
async function countStored(client: EdgeClient, ride: Ride, expected: number, untilMs: number) {
  const times = ride.readings.map((reading) => Number(reading.t));
  if (times.length === 0) return 0;
  const [fromMs, toMs] = [Math.min(...times), Math.max(...times) + 1];
  for (;;) {
    const stored = await client.countReadings(ride.bikeId, fromMs, toMs);
    if (stored >= expected || Date.now() >= untilMs) return stored;
    await pause(200);
  }
}
