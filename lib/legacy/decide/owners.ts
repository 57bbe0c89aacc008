import { CORRECTION, REGISTRATION, type Statement } from "../statement";
import { byName, type Claimant, claimantsOf, isUnsaid } from "./claimants";
import type { Verdicts } from "./verdicts";
import type { LegacyWorld } from "./world";

export interface Owned {
  /** Null for nobody's; undefined where nothing says whose it is. */
  readonly oemId: string | null | undefined;
  /** Those that stand against each other, the owner first; empty where there is nothing to decide. */
  readonly rivals: readonly Claimant[];
  /** People have worked with it, and its OEM's files say too little of it by now to have made it. */
  readonly isLeftAlone?: boolean;
}

/**
 * Whose each bike is that there is, or that enough is known of to be made: a telemetry id, a frame number and a model, all told
 * by one OEM. What was registered, or people have worked with, stays whose it is. Of others the surest OEM has it; where several
 * are alike sure it is nobody's, because its owner sees where it rides, and a guess would show that to the wrong one. A bike
 * that files have made is none, while they are taken back.
 */
export function* ownersOf(
  world: LegacyWorld,
  verdicts: Verdicts,
): Generator<void, ReadonlyMap<string, Owned>> {
  const named = yield* byName(world);
  const owners = new Map<string, Owned>();
  for (const bikeId of new Set([...world.bikes.keys(), ...named.keys()])) {
    yield;
    const isMerged = world.mergedInto.has(bikeId);
    const owned = isMerged ? null : ownedBy(world, verdicts, bikeId, named.get(bikeId) ?? []);
    if (owned) owners.set(bikeId, owned);
  }
  return owners;
}

function ownedBy(
  world: LegacyWorld,
  verdicts: Verdicts,
  bikeId: string,
  rows: readonly Statement[],
): Owned | null {
  const stored = world.bikes.get(bikeId);
  const from = (source: string) => rows.find((row) => row.source === source)?.oemId;
  const registered = from(REGISTRATION);
  if (registered !== undefined) return { oemId: stored?.oemId ?? registered, rivals: [] };
  if (isUnsaid(stored, rows)) return null;
  const all = claimantsOf(rows);
  const claimants = all.filter(({ oemId }) => !verdicts.isRefused(bikeId, oemId));
  if (!stored && claimants.length === 0) return null;
  const corrected = from(CORRECTION);
  const kept = stored?.isKept || corrected !== undefined ? (stored?.oemId ?? corrected) : undefined;
  const ruled = claimants.find(({ oemId }) => oemId === verdicts.owner(bikeId))?.oemId;
  const isClaimed = (oemId: string | null | undefined) => all.some((each) => each.oemId === oemId);
  const lookedAt = verdicts.isLookedAt(bikeId) && isClaimed(stored?.oemId) ? stored?.oemId : undefined;
  const oemId =
    kept ?? ruled ?? lookedAt ?? surestOf(claimants) ?? (claimants.length > 1 ? null : stored?.oemId);
  const own = claimants.filter((each) => each.oemId === oemId);
  const others = claimants.filter((each) => each.oemId !== oemId);
  if (oemId === null) return { oemId, rivals: others };
  const alone = stored?.isOfFiles && kept !== undefined && !isClaimed(kept) ? { isLeftAlone: true } : {};
  if (oemId === undefined || others.length === 0) return { oemId, rivals: [], ...alone };
  return { oemId, ...alone, rivals: [...(own.length > 0 ? own : [{ oemId, rank: 0, said: [] }]), ...others] };
}

function surestOf([first, second]: readonly Claimant[]): string | undefined {
  return first && (!second || first.rank > second.rank) ? first.oemId : undefined;
}
