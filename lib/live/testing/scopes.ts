import { mintVisibleFleets } from "@/lib/fleet/mint-visible";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";

const NO_BINDINGS = { bikeIds: [], bikePrefixes: [] };

export const EVERYTHING: VisibleFleets = mintVisibleFleets({
  all: true,
  fleetIds: [],
  bindings: NO_BINDINGS,
});

export const ofFleets = (...fleetIds: string[]): VisibleFleets =>
  mintVisibleFleets({ all: false, fleetIds, bindings: NO_BINDINGS });

/** Bindings as clients have them: `LI-000123`, or `LI-*`. */
export const bound = (fleetIds: readonly string[], ...bindings: string[]): VisibleFleets =>
  mintVisibleFleets({
    all: false,
    fleetIds,
    bindings: {
      bikeIds: bindings.filter((binding) => !binding.endsWith("*")),
      bikePrefixes: bindings
        .filter((binding) => binding.endsWith("*"))
        .map((binding) => binding.slice(0, -1)),
    },
  });
