import { z } from "zod";
import type { AddressFault } from "@/components/states/address-note";
import { type AddressPart, AddressReader, type Search } from "../../read-address";

export interface ErasureAddress {
  /** The id of a rider, or what their app calls them. */
  readonly rider: string | undefined;
}

const RIDER: AddressPart<string> = {
  form: z.string().trim().min(1).max(120),
  expected: "at most 120 characters of a rider's name or id",
  instead: "All erasures are shown.",
};

/** The address of erasures, and what of it could not be understood. */
export function parseErasureSearch(search: Search): { address: ErasureAddress; faults: AddressFault[] } {
  const reader = new AddressReader(search);
  const address = { rider: reader.take("rider", RIDER, undefined) };
  return { address, faults: reader.faults() };
}

export const erasureAddress = ({ rider }: Partial<ErasureAddress>): string =>
  rider ? `/privacy/erasure?${new URLSearchParams({ rider })}` : "/privacy/erasure";
