declare const made: unique symbol;

/**
 * Whose bikes somebody sees on the map: all of them, or those of these fleets and the unregistered ones that the
 * bindings cover. Only lib/fleet makes one, so holding one is the proof that the question was asked there.
 */
export interface VisibleFleets {
  readonly all: boolean;
  readonly fleetIds: readonly string[];
  readonly bindings: { readonly bikeIds: readonly string[]; readonly bikePrefixes: readonly string[] };
  readonly [made]: "fleets";
}
