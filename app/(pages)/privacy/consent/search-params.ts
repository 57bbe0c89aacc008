import { z } from "zod";
import type { AddressFault } from "@/components/states/address-note";
import { PURPOSES, type Purpose } from "@/lib/domain/consent";
import { type AddressPart, AddressReader, inWords, type Search } from "../../read-address";

export interface ConsentAddress {
  /** The id of a rider, or what their app calls them. */
  readonly rider: string | undefined;
  readonly purpose: Purpose | undefined;
  /** Entries before this one. */
  readonly before: number | undefined;
}

const RIDER: AddressPart<string> = {
  form: z.string().trim().min(1).max(120),
  expected: "at most 120 characters of a rider's name or id",
  instead: "All riders are shown.",
};
const PURPOSE: AddressPart<Purpose> = {
  form: z.enum(PURPOSES),
  expected: inWords(PURPOSES),
  instead: "All purposes are shown.",
};
const BEFORE: AddressPart<number> = {
  form: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number),
  expected: "the number of an entry",
  instead: "The newest entries are shown.",
};

/** The address of the ledger, and what of it could not be understood. */
export function parseConsentSearch(search: Search): { address: ConsentAddress; faults: AddressFault[] } {
  const reader = new AddressReader(search);
  const address = {
    rider: reader.take("rider", RIDER, undefined),
    purpose: reader.take("purpose", PURPOSE, undefined),
    before: reader.take("before", BEFORE, undefined),
  };
  return { address, faults: reader.faults() };
}

export function consentAddress({ rider, purpose, before }: Partial<ConsentAddress>): string {
  const query = new URLSearchParams();
  if (rider) query.set("rider", rider);
  if (purpose) query.set("purpose", purpose);
  if (before) query.set("before", String(before));
  return query.size > 0 ? `/privacy/consent?${query}` : "/privacy/consent";
}
