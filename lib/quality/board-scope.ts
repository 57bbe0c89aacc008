declare const made: unique symbol;

/** Which bikes a quality board is about. Only `boardScopeOf` makes one, so holding one is the proof that its viewer may see them. */
export interface BoardScope {
  /** Null for all OEMs, which the maker's people see only. */
  readonly oemId: string | null;
  readonly plantId: string | null;
  readonly [made]: "board";
}
