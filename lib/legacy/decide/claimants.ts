import type { Trust } from "@/lib/domain/master-data";
import { CORRECTION, rankOf, type Statement } from "../statement";
import { type KnownBike, type LegacyWorld, nameIn } from "./world";

/** An OEM by whose files alone the bike could be made. */
export interface Claimant {
  readonly oemId: string;
  /** How sure the surest row is that names the bike. */
  readonly rank: number;
  /** The surest first. */
  readonly said: readonly { readonly source: string; readonly trust: Trust }[];
}

/** Whether files alone say enough of a bike to have made it. */
export function* isMadeByFiles(
  world: Pick<LegacyWorld, "statements" | "mergedInto">,
): Generator<void, (bikeId: string) => boolean> {
  const named = yield* byName(world);
  return (bikeId) => claimantsOf(named.get(bikeId) ?? []).length > 0;
}

/**
 * Whether a bike was made by files that were taken back since, and is none as long as nobody says enough of it again.
 * @param rows that name it, of which none is what was registered.
 */
export const isUnsaid = (stored: KnownBike | undefined, rows: readonly Statement[]): boolean =>
  stored?.isOfFiles === true &&
  !stored.isKept &&
  !rows.some(({ source }) => source === CORRECTION) &&
  claimantsOf(rows).length === 0;

/** The surest first, and of those that are alike the first by their ids. */
export function claimantsOf(rows: readonly Statement[]): Claimant[] {
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

/** Statements by the bikes that they name. */
export function* byName(
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
