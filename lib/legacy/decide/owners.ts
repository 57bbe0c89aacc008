import type { Trust } from "@/lib/domain/master-data";
import { CORRECTION, REGISTRATION, rankOf, type Statement } from "../statement";
import type { Verdicts } from "./verdicts";
import { type LegacyWorld, nameIn } from "./world";

/** An OEM by whose files alone the bike could be made. */
interface Claimant {
  readonly oemId: string;
  /** How sure the surest row is that names the bike. */
  readonly rank: number;
  /** The surest first. */
  readonly said: readonly { readonly source: string; readonly trust: Trust }[];
}

export interface Owned {
  /** Null for nobody's; undefined where nothing says whose it is. */
  readonly oemId: string | null | undefined;
  /** Those that stand against each other, the owner first; empty where there is nothing to decide. */
  readonly rivals: readonly Claimant[];
}

/**
 * Whose each bike is that there is, or that enough is known of to be made: a telemetry id, a frame number and a model, all told
 * by one OEM. What was registered, or people have worked with, stays whose it is. Of others the surest OEM has it; where several
 * are alike sure it is nobody's, because its owner sees where it rides, and a guess would show that to the wrong one.
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

/** Whether files alone say enough of a bike to have made it. */
export function* isMadeByFiles(
  world: Pick<LegacyWorld, "statements" | "mergedInto">,
): Generator<void, (bikeId: string) => boolean> {
  const named = yield* byName(world);
  return (bikeId) => claimantsOf(named.get(bikeId) ?? []).length > 0;
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
  const claimants = claimantsOf(rows).filter(({ oemId }) => !verdicts.isRefused(bikeId, oemId));
  if (!stored && claimants.length === 0) return null;
  const corrected = from(CORRECTION);
  const kept = stored?.isKept || corrected !== undefined ? (stored?.oemId ?? corrected) : undefined;
  const ruled = claimants.find(({ oemId }) => oemId === verdicts.owner(bikeId))?.oemId;
  const lookedAt = verdicts.isLookedAt(bikeId) ? stored?.oemId : undefined;
  const oemId =
    kept ?? ruled ?? lookedAt ?? surestOf(claimants) ?? (claimants.length > 1 ? null : stored?.oemId);
  const own = claimants.filter((each) => each.oemId === oemId);
  const others = claimants.filter((each) => each.oemId !== oemId);
  if (oemId === null) return { oemId, rivals: others };
  if (oemId === undefined || others.length === 0) return { oemId, rivals: [] };
  return { oemId, rivals: [...(own.length > 0 ? own : [{ oemId, rank: 0, said: [] }]), ...others] };
}

/** The surest first, and of those that are alike the first by their ids. */
function claimantsOf(rows: readonly Statement[]): Claimant[] {
  const byOem = new Map<string, Statement[]>();
  for (const row of rows) addTo(byOem, row.oemId, row);
  return [...byOem]
    .filter(([, own]) =>
      (["frame_number", "model"] as const).every((key) => own.some(({ facts }) => facts.has(key))),
    )
    .map(([oemId, own]) => {
      const sorted = own.toSorted((a, b) => rankOf(b) - rankOf(a) || (a.source < b.source ? -1 : 1));
      const said = new Map(sorted.map(({ source, trust }) => [`${trust} ${source}`, { source, trust }]));
      return { oemId, rank: Math.max(...own.map(rankOf)), said: [...said.values()] };
    })
    .sort((a, b) => b.rank - a.rank || (a.oemId < b.oemId ? -1 : 1));
}

function surestOf([first, second]: readonly Claimant[]): string | undefined {
  return first && (!second || first.rank > second.rank) ? first.oemId : undefined;
}

function* byName(
  world: Pick<LegacyWorld, "statements" | "mergedInto">,
): Generator<void, Map<string, Statement[]>> {
  const named = new Map<string, Statement[]>();
  for (const statement of world.statements) {
    yield;
    const name = nameIn(world, statement);
    if (name !== null) addTo(named, name, statement);
  }
  return named;
}

function addTo(groups: Map<string, Statement[]>, key: string, row: Statement): void {
  const group = groups.get(key);
  if (group) group.push(row);
  else groups.set(key, [row]);
}
