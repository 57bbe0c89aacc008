declare const made: unique symbol;

/**
 * A rider who showed a token of the organisation's issuer. Only lib/riders makes one, so holding one is the proof that the
 * token was looked at there.
 */
export interface SignedRider {
  readonly organisationId: string;
  /** What the organisation calls the rider. */
  readonly reference: string;
  /** What the token is for, as its issuer says. */
  readonly scopes: readonly string[];
  readonly [made]: "rider";
}
