import type { Purpose } from "@/lib/domain/consent";
import type { OutReason } from "@/lib/domain/figures";
import { type Attribution, type ErasedPart, type OwnershipPeriod, whoseRide } from "@/lib/domain/whose-ride";
import { type ConsentEvent, consentAt, type Interval, inForceAt, isRegranted } from "../consent-at";

/** What decides which rides of a bike count. */
export interface Basis {
  readonly ownership: readonly OwnershipPeriod[];
  readonly attributions: readonly Attribution[];
  /** What was erased, and for whom: what they signed is known no more. */
  readonly erased: readonly ErasedPart[];
  /** All entries of the riders that these name, by rider. */
  readonly consent: ReadonlyMap<string, readonly ConsentEvent[]>;
}

/** The grant that a ride counts by, or why it does not. */
export type Verdict =
  | {
      readonly kind: "counts";
      readonly riderId: string;
      readonly position: number;
      /** Whether the rider had granted it before. */
      readonly isRegranted: boolean;
    }
  | { readonly kind: "out"; readonly reason: Exclude<OutReason, "suppressed"> };

/** Whether a ride counts for a purpose, by the rule: unknown is no. Whose it is, is found once for all purposes. */
export function countsFor(
  ride: Interval,
  { ownership, attributions, erased, consent }: Basis,
): (purpose: Purpose) => Verdict {
  const { counted: riderId } = whoseRide(ride, ownership, attributions, erased);
  if (riderId === null) return () => ({ kind: "out", reason: "no-rider" });
  const events = consent.get(riderId) ?? [];
  return (purpose) => {
    const grant = consentAt(events, purpose, ride);
    if (grant) {
      const { position } = grant;
      return { kind: "counts", riderId, position, isRegranted: isRegranted(events, purpose, position) };
    }
    const wasInForce = inForceAt(events, purpose, ride.fromMs) !== null;
    return { kind: "out", reason: wasInForce ? "withdrawn" : "no-consent" };
  };
}
