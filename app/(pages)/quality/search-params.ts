import { z } from "zod";
import type { AddressFault } from "@/components/states/address-note";
import { PAGE_NUMBER } from "../page-number";
import { type AddressPart, AddressReader, type Search } from "../read-address";

/** Lists of the board that have pages, each its own, and the page that each begins with; on page 0 there is only its beginning. */
const FIRST = { unregistered: 1, silent: 1, swaps: 1, batteries: 0 } as const;
const LISTS = ["unregistered", "silent", "swaps", "batteries"] as const;
export type QualityList = (typeof LISTS)[number];

interface Board {
  readonly oem: string | undefined;
  readonly plant: string | undefined;
}
export interface QualityAddress extends Board, Readonly<Record<QualityList, number>> {}

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
  const page = (list: QualityList) => reader.take(list, PAGE_NUMBER, FIRST[list]);
  const address = {
    oem: reader.take("oem", OEM, undefined),
    plant: reader.take("plant", PLANT, undefined),
    unregistered: page("unregistered"),
    silent: page("silent"),
    swaps: page("swaps"),
    batteries: page("batteries"),
  };
  return { address, faults: reader.faults() };
}

/** The address of such a board, from the beginning of each list unless told otherwise. */
export function qualityAddress({
  oem,
  plant,
  ...pages
}: Board & Partial<Readonly<Record<QualityList, number>>>): string {
  const query = new URLSearchParams({
    ...(oem === undefined ? {} : { oem }),
    ...(plant === undefined ? {} : { plant }),
  });
  for (const list of LISTS) {
    const page = pages[list] ?? FIRST[list];
    if (page !== FIRST[list]) query.set(list, String(page));
  }
  return query.size === 0 ? "/quality" : `/quality?${query}`;
}
