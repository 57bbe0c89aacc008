import { LATE_SECONDS } from "@/lib/domain/placing";
import type { Sample } from "./sample";

/** How and when a ride's readings came: of all that a ride is, what depends on arrival. */
export interface RideArrival {
  /** Those that arrived five minutes after they were recorded or later. */
  readonly lateReadings: number;
  /** Greatest lateness, whole seconds: so long after its end at most the ride was not yet what it is. */
  readonly settledS: number;
  /** Id of the client that sent most of them; null where none is known. */
  readonly client: string | null;
}

export function arrivalOf(samples: readonly Sample[]): RideArrival {
  let [lateReadings, settledS] = [0, 0];
  const sentBy = new Map<string, number>();
  for (const { latenessS, client } of samples) {
    if (latenessS >= LATE_SECONDS) lateReadings++;
    settledS = Math.max(settledS, latenessS);
    if (client !== null) sentBy.set(client, (sentBy.get(client) ?? 0) + 1);
  }
  const [most] = [...sentBy].sort(([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1));
  return { lateReadings, settledS, client: most?.[0] ?? null };
}
