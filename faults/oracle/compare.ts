import type { Names } from "@/lib/domain/names";
import type { Elasticsearch } from "@/lib/es/client";
import { type Sent, type SentReading, STRAY } from "../lab/sent";
import type { SealedCopies } from "./sealed";
import { readStates } from "./state-watch";
import { type Stored, storedReadings } from "./stored";

interface WindowsCompared {
  readonly stored: number;
  readonly duplicates: number;
  /** Identities that were sent and are in no window. */
  readonly lost: readonly string[];
  /** In words. */
  readonly faults: readonly string[];
}

/**
 * Conservation: what was sent, each once over all generations, with the greatest of what was said of it. Of a sealed copy
 * part of that may wait in quarantine: the two together must say it.
 */
export async function compareWindows(
  es: Elasticsearch,
  names: Names,
  sent: Sent,
  sealed: SealedCopies,
): Promise<WindowsCompared> {
  const found = new Map<string, Stored>();
  const faults: string[] = [];
  let duplicates = 0;
  for (const stored of await storedReadings(es, names)) {
    if (found.has(stored.identity)) {
      duplicates++;
      faults.push(`${stored.identity} is in ${found.get(stored.identity)?.index} and in ${stored.index}`);
    }
    found.set(stored.identity, stored);
    if (stored.identity.startsWith(STRAY)) continue;
    const reading = sent.readings.get(stored.identity);
    const { odometerM, speedCkmh } = sealed.joined(stored);
    if (!reading) faults.push(`${stored.identity} is stored and was never sent`);
    else if (reading.odometerM !== odometerM || Math.round(reading.speedKmh * 100) !== speedCkmh)
      faults.push(
        `${stored.identity}: expected ${reading.speedKmh} km/h at ${reading.odometerM} m, got ${speedCkmh / 100} at ${odometerM}`,
      );
  }
  faults.push(...sealed.faults(found));
  const lost = [...sent.readings.keys()].filter((identity) => !found.has(identity));
  return { stored: found.size, duplicates, lost, faults };
}

/** Each bike's state against the newest reading that was sent of it; what differs, in words. */
export async function compareStates(es: Elasticsearch, names: Names, sent: Sent): Promise<string[]> {
  const newest = new Map<string, SentReading>();
  for (const reading of sent.readings.values())
    if (reading.timeMs > (newest.get(reading.bikeId)?.timeMs ?? 0)) newest.set(reading.bikeId, reading);
  const states = await readStates(es, names);
  const faults: string[] = [];
  for (const [bikeId, { timeMs, odometerM, speedKmh }] of newest) {
    const fields = states.get(bikeId)?.fields;
    const expected = { odometer_m: odometerM, speed_ckmh: Math.round(speedKmh * 100) };
    for (const [name, value] of Object.entries(expected)) {
      const entry = fields?.[name];
      if (entry?.t !== timeMs || entry.v !== value)
        faults.push(`${bikeId} ${name}: expected ${value} of ${timeMs}, got ${entry?.v} of ${entry?.t}`);
    }
  }
  return faults;
}
