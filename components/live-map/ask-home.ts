import type { Status } from "@/lib/domain/bike-status";
import { HomeAnswer } from "@/lib/domain/live-answers";
import type { Bounds } from "@/lib/domain/live-view";

const TIMEOUT_MS = 5_000;

/** Where most of the bikes of these statuses are, of one fleet or of all; null where the server does not say. */
export async function askHome(fleetId: string | null, statuses: readonly Status[]): Promise<Bounds | null> {
  const query = new URLSearchParams(statuses.map((status) => ["status", status]));
  if (fleetId !== null) query.set("fleet", fleetId);
  try {
    const answer = await fetch(`/api/live/home?${query}`, {
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return answer.ok ? HomeAnswer.parse(await answer.json()).bounds : null;
  } catch {
    return null;
  }
}
