import type { ApiClient } from "./actor";
import type { Registration } from "./registration";

/** Bikes by id, or by the beginning of the id. */
export type Bindings = Pick<ApiClient, "bikeIds" | "bikePrefixes">;

/**
 * Bikes that somebody may see. Of these fleets: while the bike is theirs. Of nobody: those that the bindings cover.
 * Where `onlyBound`, the bindings narrow the fleets' bikes as well.
 */
export interface SomeBikes extends Bindings {
  readonly fleetIds: readonly string[] | "every";
  readonly onlyBound: boolean;
}

/** [fromMs, toMs), ms since epoch; may be infinite. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

export const EVER: Stretch = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

/** Whether bindings cover this bike. */
export const isBound = (bindings: Bindings, bikeId: string): boolean =>
  bindings.bikeIds.includes(bikeId) || bindings.bikePrefixes.some((prefix) => bikeId.startsWith(prefix));

/** When a bike was one of these; apart from each other, and none where it never was. */
export function stretchesOf(
  bikes: SomeBikes,
  bikeId: string,
  registration: Registration | null,
): readonly Stretch[] {
  const { fleetIds, onlyBound } = bikes;
  const isCovered = isBound(bikes, bikeId);
  if (onlyBound && !isCovered) return [];
  if (fleetIds === "every") return [EVER];
  if (registration === null) return isCovered ? [EVER] : [];
  return registration.assignments
    .filter(({ fleet_id }) => fleetIds.includes(fleet_id))
    .map(({ from, to }) => ({ fromMs: from ?? EVER.fromMs, toMs: to ?? EVER.toMs }));
}

/** The part of a stretch that lies inside another; null where they do not touch. */
export function common(a: Stretch, b: Stretch): Stretch | null {
  const part = { fromMs: Math.max(a.fromMs, b.fromMs), toMs: Math.min(a.toMs, b.toMs) };
  return part.fromMs < part.toMs ? part : null;
}
