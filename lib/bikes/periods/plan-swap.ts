import { isWithin, nextStart, type Seat } from "./period";

/** A swap as it was told, and what the periods are that it touches; those that were voided are not among them. */
export interface ToldSwap {
  readonly atMs: number;
  readonly bikeId: string;
  /** The component that is put in, and where it was when. */
  readonly incoming: { readonly id: number; readonly seats: readonly Seat[] };
  /** Whether it may be taken out of the bike that it is in. */
  readonly takes: boolean;
  /** What was in this place of the bike when. */
  readonly place: readonly Seat[];
  /** Which component is said to be there; null where nobody says. */
  readonly expected: number | null;
  /** Where the one that comes out goes, what was in that place when, and where that component was when. */
  readonly moveTo: {
    readonly bikeId: string;
    readonly place: readonly Seat[];
    readonly seats: readonly Seat[];
  } | null;
}

export type SwapFault =
  | {
      readonly kind: "already-there" | "same-instant" | "in-another-bike" | "target-taken";
      readonly seat: Seat;
    }
  | { readonly kind: "other-in-place"; readonly seat: Seat | null };

export interface SwapPlan {
  readonly kind: "plan";
  /** The one that comes out; null where the place was empty. */
  readonly out: Seat | null;
  readonly closings: readonly { readonly seat: Seat; readonly toMs: number }[];
  readonly openings: readonly Omit<Seat, "id" | "slot">[];
}

/**
 * What a swap at a moment changes. The component stays until something else comes to its place or it goes elsewhere,
 * whichever was told, so that swaps told in any order end the same.
 */
export function planSwap(swap: ToldSwap): SwapPlan | SwapFault {
  const { atMs, bikeId, incoming, takes, place, expected, moveTo } = swap;
  const isNow = (seat: Seat) => isWithin(seat, atMs);
  const out = place.find(isNow) ?? null;
  const before = incoming.seats.find(isNow) ?? null;
  if (out && out.componentId === incoming.id) return { kind: "already-there", seat: out };
  if ((expected !== null || moveTo) && out?.componentId !== expected)
    return { kind: "other-in-place", seat: out };
  if (before && !takes) return { kind: "in-another-bike", seat: before };
  const ends = [out, before].filter((seat) => seat !== null);
  const begun = ends.find(({ fromMs }) => fromMs === atMs);
  if (begun) return { kind: "same-instant", seat: begun };
  const blocker = moveTo?.place.find((seat) => isNow(seat) && seat.componentId !== incoming.id);
  if (blocker) return { kind: "target-taken", seat: blocker };
  const toMs = nextStart([...place, ...incoming.seats], atMs);
  const openings = [{ componentId: incoming.id, bikeId, fromMs: atMs, toMs }];
  if (out && moveTo) {
    const untilMs = nextStart([...moveTo.place, ...moveTo.seats], atMs);
    openings.push({ componentId: out.componentId, bikeId: moveTo.bikeId, fromMs: atMs, toMs: untilMs });
  }
  return { kind: "plan", out, closings: ends.map((seat) => ({ seat, toMs: atMs })), openings };
}
