import { z } from "zod";
import { Source } from "./packet";

/**
 * A stretch of what was reported under a bike's id, or of what a rider signed, that was erased for the rider. Event time,
 * ms since epoch, from inclusive to exclusive; null has no end on that side.
 */
export const Tombstone = z.object({
  from: z.number().int().nullable(),
  to: z.number().int().nullable(),
  /** Id of the rider: what another rider signed stays. */
  rider: z.string().min(1),
  /** Only what this source recorded; both, if left out. */
  source: Source.optional(),
  /** The bike whose rides it is of, where that is not the one that is reported: modules are swapped. */
  bike: z.string().optional(),
  /**
   * Of what a rider signed, of which each erasure has one: the erasure, and when it was asked for, ms since epoch. A restored
   * database may not know it.
   */
  erasure: z.uuid().optional(),
  asked: z.number().int().optional(),
});
export type Tombstone = z.infer<typeof Tombstone>;

const Record = z.object({ tombstones: z.array(Tombstone) });

/** How keys begin that are of riders. */
export const SIGNED_KEYS = "rider:";

/** The key under which it stands what of a rider's signed uploads was erased, whichever bike they are of; no bike is called so. */
export const signedKey = (riderId: string): string => SIGNED_KEYS + riderId;

/** Whether tombstones of this key are of what a rider signed, and not of a bike. */
export const isSignedKey = (key: string): boolean => key.startsWith(SIGNED_KEYS);

/** What is to be decided of. */
export interface Erasable {
  /** Event time, ms since epoch; of what has no usable time, when it arrived. */
  readonly timeMs: number;
  /** Null where it is not known. */
  readonly source: Source | null;
  /** Id of the rider who signed the upload; null where nobody did. */
  readonly signedBy: string | null;
}

/** Whether something that was reported under a bike's id is under one of the bike's tombstones. */
export const isUnder = (tombstones: readonly Tombstone[], one: Erasable): boolean =>
  tombstones.some((tombstone) => covers(tombstone, one));

function covers({ from, to, rider, source }: Tombstone, { timeMs, source: by, signedBy }: Erasable): boolean {
  if (signedBy !== null && signedBy !== rider) return false;
  if (source !== undefined && by !== null && source !== by) return false;
  return (from === null || from <= timeMs) && (to === null || timeMs < to);
}

/** Stands before the number of a record that is not the first of its key; in no key itself. */
const NUMBERED = "#";

/** The key of one of the records that the tombstones of a bike or rider are in, the first of which is 0. */
export const recordKey = (key: string, number: number): string =>
  number === 0 ? key : `${key}${NUMBERED}${number}`;

/** Of which bike or rider a record is by its key, and which of the records. */
export function ofRecordKey(text: string): { readonly key: string; readonly number: number } {
  const [key = "", number = "0"] = text.split(NUMBERED);
  return { key, number: Number(number) };
}

/** The value of a record: all of a bike's tombstones, or some where one has no room for all. */
export const tombstonesText = (tombstones: readonly Tombstone[]): string => JSON.stringify({ tombstones });

/** The tombstones in the value of a record; null for what cannot be read. */
export function readTombstones(value: string): readonly Tombstone[] | null {
  try {
    return Record.safeParse(JSON.parse(value)).data?.tombstones ?? null;
  } catch {
    return null;
  }
}
