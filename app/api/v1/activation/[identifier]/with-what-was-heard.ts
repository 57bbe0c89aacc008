import { askRegistration } from "@/app/ask-registration";
import { inTurn } from "@/app/questions";
import { telemetryReader } from "@/app/telemetry-reader";
import { type Activation, neverHeardOf } from "@/lib/bikes/activation/judge";
import type { Actor } from "@/lib/domain/actor";
import { MAX_AHEAD_MS } from "@/lib/domain/placing";
import { AppError } from "@/lib/errors";
import { visibleRanges } from "@/lib/fleet/visible-ranges";
import { getBikeState } from "@/lib/telemetry/get-bike-state";

/** Adds that nothing was heard of a bike yet, where the actor may know; without an answer of the store it is not said. */
export async function withWhatWasHeard(
  actor: Actor,
  found: Activation,
  signal: AbortSignal,
): Promise<Activation> {
  const { bikeId, usable } = found;
  if (bikeId === null || !usable) return found;
  try {
    const always = { fromMs: 0, toMs: Date.now() + MAX_AHEAD_MS };
    const ranges = await visibleRanges(actor, bikeId, always, askRegistration);
    if (ranges.length === 0) return found;
    const state = await inTurn(actor, () => getBikeState(telemetryReader(), ranges, signal));
    return state ? found : neverHeardOf(found);
  } catch (fault) {
    if (fault instanceof AppError && fault.code === "unavailable") return found;
    throw fault;
  }
}
