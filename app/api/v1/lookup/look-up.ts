import { telemetryReader } from "@/app/telemetry-reader";
import type { Actor } from "@/lib/domain/actor";
import { normalOf } from "@/lib/domain/bike-number";
import { visibleBikes } from "@/lib/fleet/visible-bikes";
import { findBikes } from "@/lib/lookup/find-bikes";
import type { BikeHit } from "@/lib/lookup/rank";
import { withUnregistered } from "@/lib/lookup/with-unregistered";
import { findUnregistered } from "@/lib/telemetry/find-unregistered";

/** Registered bikes by any number, and those that ride unregistered by their telemetry id. @throws AppError */
export async function lookUp(actor: Actor, text: string, signal: AbortSignal): Promise<readonly BikeHit[]> {
  const { hits, isSure } = await findBikes(actor, text);
  if (isSure) return hits;
  const visible = await visibleBikes(actor);
  const bikeIds = await findUnregistered(telemetryReader(), visible, normalOf(text), signal);
  return withUnregistered(text, hits, bikeIds);
}
