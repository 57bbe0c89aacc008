import { LOOKUP_HITS, MATCH_HOWS, type MatchHow } from "@/lib/domain/lookup";
import { NUMBER_KINDS, type NumberKind } from "@/lib/domain/master-data";
import { askedBy, fitOf } from "./fit";

/** What is shown of a bike that was found. */
interface BikeShown {
  readonly bikeId: string;
  /** Null for a bike that nobody registered, with all that follows. */
  readonly registeredAtMs: number | null;
  readonly model: string | null;
  readonly oem: string | null;
  /** Whose it is now; null for nobody's, or where the asker may not know. */
  readonly fleet: string | null;
  readonly withdrawn: boolean;
}

/** A number of a bike. */
interface BikeNumber {
  readonly kind: NumberKind;
  readonly value: string;
  /** The bike has it no more. */
  readonly past: boolean;
}

export interface BikeHit extends BikeShown {
  readonly matched: BikeNumber & { readonly how: MatchHow };
}

export type Candidate = BikeShown & BikeNumber;

/**
 * The bikes that were most likely meant, each once, with the number that fits best: exact, then the beginning, then
 * look-alikes, a part, one slip; of equals the closer, the present, the more recently registered.
 */
export function rank(text: string, candidates: readonly Candidate[], most = LOOKUP_HITS): BikeHit[] {
  const asked = askedBy(text);
  const placed = candidates.flatMap((candidate) => {
    const fit = fitOf(asked, candidate.value);
    return fit ? [{ candidate, how: fit.how, place: placeOf(candidate, fit) }] : [];
  });
  placed.sort((a, b) => compare(a.place, b.place) || (a.candidate.bikeId < b.candidate.bikeId ? -1 : 1));
  const hits = new Map<string, BikeHit>();
  for (const { candidate, how } of placed) {
    const { bikeId, registeredAtMs, model, oem, fleet, withdrawn, kind, value, past } = candidate;
    if (hits.size === most || hits.has(bikeId)) continue;
    const shown = { bikeId, registeredAtMs, model, oem, fleet, withdrawn };
    hits.set(bikeId, { ...shown, matched: { kind, value, past, how } });
  }
  return [...hits.values()];
}

const placeOf = (candidate: Candidate, fit: { how: MatchHow; distance: number }): readonly number[] => [
  MATCH_HOWS.indexOf(fit.how),
  fit.distance,
  Number(candidate.past),
  NUMBER_KINDS.indexOf(candidate.kind),
  -(candidate.registeredAtMs ?? 0),
];

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) {
    const difference = value - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
