import { normalNumber } from "@/lib/domain/bike-number";
import type { Candidate, CandidateComponent, StoredBike } from "./candidate";

const OPTIONAL = ["fnuci", "batteryPassport", "imei", "iccid", "firmware"] as const;

/** Whether all that a row tells of a bike is stored already; what it leaves open contradicts nothing. */
export function sameAsStored(candidate: Candidate, stored: StoredBike): boolean {
  const isSame =
    candidate.bikeId === stored.bikeId &&
    candidate.frameNormal === stored.frameNormal &&
    candidate.modelCode === stored.modelCode &&
    candidate.producedOn === stored.producedOn;
  return (
    isSame &&
    OPTIONAL.every((field) => candidate[field] === null || candidate[field] === stored[field]) &&
    candidate.components.every((component) => isStored(component, stored))
  );
}

/** A part number without a serial number is of no component that could be stored. */
function isStored({ slot, serial, part }: CandidateComponent, { components }: StoredBike): boolean {
  const stored = components.find((each) => each.slot === slot);
  if (stored === undefined && serial === null) return true;
  return isEqual(serial, stored?.serial) && isEqual(part, stored?.part);
}

const isEqual = (told: string | null, stored: string | null | undefined): boolean =>
  told === null || (typeof stored === "string" && normalNumber(told) === normalNumber(stored));
