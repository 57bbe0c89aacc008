import type { FactKey } from "../fact";
import type { Statement } from "../statement";

/** What people decided; later ones come later in the list. */
export type Ruling =
  /** Of a bike's fact this value is right, of those that stood against each other. */
  | {
      readonly kind: "value";
      readonly bikeId: string;
      readonly fact: FactKey;
      readonly normal: string;
      readonly among: readonly string[];
    }
  /** A number or component belongs to this bike, of those that it was told of. */
  | {
      readonly kind: "number";
      readonly lead: string;
      readonly bikeId: string;
      readonly among: readonly string[];
      /** What the bike has from then on, where another was believed of it until then. */
      readonly chosen?: { readonly fact: FactKey; readonly normal: string } | undefined;
    }
  /** What leads to several bikes is said of this one, or of none. */
  | { readonly kind: "row"; readonly fingerprint: string; readonly bikeId: string | null }
  /** A bike does not have this component. */
  | { readonly kind: "unfit"; readonly lead: string; readonly bikeId: string }
  /** A bike was given this value: by a correction, or a component by whoever put it there. A statement says so too. */
  | {
      readonly kind: "given";
      readonly bikeId: string;
      readonly fact: FactKey;
      readonly normal: string;
      readonly lead: string | null;
    }
  /** A bike is of this OEM, of those whose files name it. */
  | {
      readonly kind: "owner";
      readonly bikeId: string;
      readonly oemId: string;
      readonly among: readonly string[];
    };

export interface KnownBike {
  readonly isWithdrawn: boolean;
  /** Undefined while it is nobody's. */
  readonly oemId?: string;
  /** People have worked with it: it stays whose it is. */
  readonly isKept?: boolean;
  /** It was not registered, or is not any more: what files say made it, or is to make it. */
  readonly isOfFiles?: boolean;
}

/**
 * Readings carry the id that their module reports, so that a module that was in use brings its readings along: people move it,
 * old data do not.
 */
export interface Voices {
  /** Of modules that people took out of a bike, by what leads to them: as which bike one reports, and where it sits now. */
  readonly used: ReadonlyMap<string, { readonly reportsAs: string; readonly sitsIn: string | null }>;
  /** Of bikes, by their ids: a module that reports as this one and sits in another. */
  readonly elsewhere: ReadonlyMap<string, { readonly lead: string; readonly bikeId: string }>;
}

/** All that is decided on: everything that was said of some bikes, and of those that share a number with them. */
export interface LegacyWorld {
  readonly statements: readonly Statement[];
  /** Bikes that there are; those of them that are withdrawn hold nothing, and what is said for another OEM is not said of them. */
  readonly bikes: ReadonlyMap<string, KnownBike>;
  readonly mergedInto: ReadonlyMap<string, string>;
  /** Bike and lead, joined by `pastKey`: components that once sat in a bike, and were taken out. */
  readonly past: ReadonlySet<string>;
  readonly voices: Voices;
  readonly rulings: readonly Ruling[];
}

export const pastKey = (bikeId: string, lead: string): string => `${bikeId} ${lead}`;

/** The bike that a name stands for, through all merges. */
export function currentName({ mergedInto }: Pick<LegacyWorld, "mergedInto">, bikeId: string): string {
  let name = bikeId;
  for (let next = mergedInto.get(name); next !== undefined && next !== bikeId; next = mergedInto.get(name))
    name = next;
  return name;
}

/** The bike that a statement names. */
export function nameIn(world: Pick<LegacyWorld, "mergedInto">, { facts }: Statement): string | null {
  const told = facts.get("bike_id");
  return told ? currentName(world, told.normal) : null;
}
