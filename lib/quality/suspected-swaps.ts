import { normalNumber } from "@/lib/domain/bike-number";
import type { PartKind } from "@/lib/domain/state-document";
import type { PartsInBike } from "./get-parts-in-bikes";
import { reportedAtOnce } from "./reported-at-once";

type Reporters = Parameters<typeof reportedAtOnce>[0];
interface Shared {
  readonly kind: PartKind;
  readonly serial: string;
  readonly own: number;
  readonly total: number;
  readonly bikeIds: readonly string[];
}
interface Reporting {
  readonly bikeId: string;
  readonly parts: readonly { readonly kind: PartKind; readonly serial: string }[];
}

/** Something that does not fit, in a bike that the board is about. */
export interface SuspectedSwap {
  readonly kind: PartKind;
  readonly serial: string;
  readonly bikeId: string;
  /** What is registered instead; null where the same component is reported by others. */
  readonly registered: string | null;
  /** Bikes of the board's that report the same, some of them. */
  readonly alsoIn: readonly string[];
  /** How many more do. */
  readonly alsoElsewhere: number;
}

/** Components that several bikes report at once; those that go from one to the next are not. @param hours by `kind serial`. */
export function suspectedDuplicates(
  shared: readonly Shared[],
  hours: ReadonlyMap<string, Reporters>,
): SuspectedSwap[] {
  return shared.flatMap(({ kind, serial, total, bikeIds }): SuspectedSwap[] => {
    const [bikeId, ...alsoIn] = bikeIds;
    if (bikeId === undefined || !reportedAtOnce(hours.get(`${kind} ${serial}`) ?? [])) return [];
    return [{ kind, serial, bikeId, registered: null, alsoIn, alsoElsewhere: total - bikeIds.length }];
  });
}

/** Components that bikes report beside the registered ones of their kind. */
export function differingParts(
  reporting: readonly Reporting[],
  registered: readonly PartsInBike[],
): SuspectedSwap[] {
  const known = new Map(registered.map((parts) => [`${parts.bikeId} ${parts.kind}`, parts]));
  return reporting.flatMap(({ bikeId, parts }) =>
    parts.flatMap(({ kind, serial }): SuspectedSwap[] => {
      const told = known.get(`${bikeId} ${kind}`);
      if (!told || told.normals.includes(normalNumber(serial))) return [];
      return [{ kind, serial, bikeId, registered: told.serials.join(", "), alsoIn: [], alsoElsewhere: 0 }];
    }),
  );
}
