import { joinReadings } from "@/lib/domain/join";
import type { OutcomeKind } from "@/lib/domain/outcome";
import type { StoredReading } from "@/lib/domain/stored-reading";

/** A row on its way, and what it says. */
export interface Incoming {
  readonly row: number;
  readonly reading: StoredReading;
}

/** What a row came to that met a stored reading of its identity. */
export interface Resolved {
  readonly row: number;
  readonly outcome: Extract<OutcomeKind, "duplicate" | "merged" | "collided" | "quarantined">;
  /** What all say together that are kept of its identity. */
  readonly reading: StoredReading;
}

/** A value that a greater one of the same field and identity replaces, and the row it was met by. */
export interface LostValue {
  readonly row: number;
  readonly reading: StoredReading;
}

export interface Folded {
  readonly reading: StoredReading;
  /** The folded reading differs from the stored one. */
  readonly differs: boolean;
  readonly resolved: readonly Resolved[];
  readonly lost: readonly LostValue[];
}

/**
 * Joins rows of one identity into what is stored of it, one after the other: what they come to, and the values that are
 * lost, are the same as if each were written before the next is read.
 */
export function fold(stored: StoredReading, incoming: readonly Incoming[]): Folded {
  let reading = stored;
  let differs = false;
  const outcomes: Pick<Resolved, "row" | "outcome">[] = [];
  const lost: LostValue[] = [];
  for (const { row, reading: next } of incoming) {
    const joined = joinReadings(reading, next);
    const outcome = joined.lost.length > 0 ? "collided" : joined.differsFromA ? "merged" : "duplicate";
    outcomes.push({ row, outcome });
    for (const value of joined.lost) lost.push({ row, reading: value });
    if (joined.differsFromA) differs = true;
    reading = joined.reading;
  }
  return { reading, differs, resolved: outcomes.map((one) => ({ ...one, reading })), lost };
}
