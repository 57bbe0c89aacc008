/** Who signs the tokens of an organisation's riders, and how they are read. */
export interface RiderIssuer {
  readonly organisationId: string;
  /** As tokens name it, to the character. */
  readonly issuer: string;
  /** Whom tokens must be meant for, and nobody beside. */
  readonly audience: string;
  /** Where its public keys are (JWKS). */
  readonly keysAddress: string;
  /** Whose text is what the organisation calls the rider. */
  readonly claim: string;
  /** Whether only a rider's token speaks for a rider; else a client's key does, too. */
  readonly isRequired: boolean;
  /** A token that was issued longer ago is not taken, seconds. */
  readonly mostAgeSeconds: number;
}
