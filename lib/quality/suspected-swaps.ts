import { normalNumber } from "@/lib/domain/bike-number";
import type { BoardScope } from "./board-scope";
import type { PartsInBike } from "./get-parts-in-bikes";

interface Reporting {
  readonly bikeId: string;
  readonly oemId: string | null;
  readonly parts: readonly { readonly kind: PartsInBike["kind"]; readonly serial: string }[];
}
interface Shared<T> {
  readonly kind: PartsInBike["kind"];
  readonly serial: string;
  readonly bikes: readonly T[];
}

/** Something that does not fit, in a bike that the board is about. */
export interface SuspectedSwap {
  readonly kind: PartsInBike["kind"];
  readonly serial: string;
  readonly bikeId: string;
  /** What is registered instead; null where the same component is reported by others. */
  readonly registered: string | null;
  /** Bikes that report the same, those of other OEMs only counted. */
  readonly alsoIn: readonly string[];
  readonly alsoElsewhere: number;
}

/** Bikes that report a component which others report too, or another than the registered one; the board's bikes only. */
export function suspectedSwaps(
  { oemId }: Pick<BoardScope, "oemId">,
  shared: readonly Shared<Reporting>[],
  reporting: readonly Reporting[],
  registered: readonly PartsInBike[],
): SuspectedSwap[] {
  const isOwn = (bike: Reporting) => oemId === null || bike.oemId === oemId;
  const doubles = shared.flatMap(({ kind, serial, bikes }): SuspectedSwap[] => {
    const own = bikes.filter(isOwn).map(({ bikeId }) => bikeId);
    const [first, ...alsoIn] = own;
    if (first === undefined || bikes.length < 2) return [];
    return [
      { kind, serial, bikeId: first, registered: null, alsoIn, alsoElsewhere: bikes.length - own.length },
    ];
  });
  const known = new Map(registered.map((parts) => [`${parts.bikeId} ${parts.kind}`, parts]));
  const others = reporting.filter(isOwn).flatMap(({ bikeId, parts }) =>
    parts.flatMap(({ kind, serial }): SuspectedSwap[] => {
      const told = known.get(`${bikeId} ${kind}`);
      if (!told || told.normals.includes(normalNumber(serial))) return [];
      return [{ kind, serial, bikeId, registered: told.serials.join(", "), alsoIn: [], alsoElsewhere: 0 }];
    }),
  );
  return [...doubles, ...others];
}
