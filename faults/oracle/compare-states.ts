import { isDeepStrictEqual } from "node:util";
import { entriesOf } from "@/lib/domain/state";
import type { StateEntry } from "@/lib/domain/state-document";
import { inStoredForm, type Sent } from "../lab/sent";
import type { readStates } from "./state-watch";

type States = Awaited<ReturnType<typeof readStates>>;

/** Each value of each bike's state against the newest that was sent of it; what differs, in words. */
export function compareStates(states: States, sent: Sent): string[] {
  const newest = new Map<string, Map<string, StateEntry>>();
  for (const reading of sent.readings.values()) {
    const fields = newest.get(reading.bikeId) ?? new Map<string, StateEntry>();
    newest.set(reading.bikeId, fields);
    for (const [name, entry] of Object.entries(entriesOf(inStoredForm(reading), "iot")))
      if (entry.t > (fields.get(name)?.t ?? 0)) fields.set(name, entry);
  }
  const faults: string[] = [];
  for (const [bikeId, fields] of newest)
    for (const [name, { t, v }] of fields) {
      const got = states.get(bikeId)?.fields[name];
      if (got?.t !== t || !isDeepStrictEqual(got.v, v))
        faults.push(
          `${bikeId} ${name}: expected ${JSON.stringify(v)} of ${t}, got ${JSON.stringify(got?.v)} of ${got?.t}`,
        );
    }
  return faults;
}
