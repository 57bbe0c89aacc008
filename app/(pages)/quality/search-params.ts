import { z } from "zod";
import type { AddressFault } from "@/components/states/address-note";
import { type AddressPart, AddressReader, type Search } from "../read-address";

export interface QualityAddress {
  readonly oem: string | undefined;
  readonly plant: string | undefined;
}

const idOf = (what: string, instead: string): AddressPart<string> => ({
  form: z.uuid(),
  expected: `the id of ${what}`,
  instead,
});
const OEM = idOf("an OEM", "All OEMs are shown.");
const PLANT = idOf("a plant", "All plants are shown.");

/** The address of the quality board, and what of it could not be understood. */
export function parseQualitySearch(search: Search): { address: QualityAddress; faults: AddressFault[] } {
  const reader = new AddressReader(search);
  const address = { oem: reader.take("oem", OEM, undefined), plant: reader.take("plant", PLANT, undefined) };
  return { address, faults: reader.faults() };
}

/** The address of such a board. */
export function qualityAddress({ oem, plant }: QualityAddress): string {
  const query = new URLSearchParams({
    ...(oem === undefined ? {} : { oem }),
    ...(plant === undefined ? {} : { plant }),
  });
  return query.size === 0 ? "/quality" : `/quality?${query}`;
}
