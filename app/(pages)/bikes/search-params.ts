import { z } from "zod";
import type { AddressFault } from "@/components/states/address-note";
import { type BikeListAddress, CHARGES, SEEN, type Seen, SORT_KEYS } from "@/components/tables/list-address";
import { type AddressPart, AddressReader, inWords, type Search } from "../read-address";

const isSeen = (text: string): text is Seen => Object.hasOwn(SEEN, text);
const oneOf = <const T extends string>(choices: readonly T[], instead: string): AddressPart<T> => ({
  form: z.enum(choices),
  expected: inWords(choices),
  instead,
});

const Q: AddressPart<string> = {
  form: z.string().trim().max(32),
  expected: "at most 32 characters of a bike's id",
  instead: "Bikes with any id are shown.",
};
const SEEN_PART: AddressPart<Seen> = {
  form: z.string().refine(isSeen),
  expected: inWords(Object.keys(SEEN)),
  instead: "Bikes seen at any time are shown.",
};
const CHARGE: AddressPart<number> = {
  form: z.enum(CHARGES.map(String)).transform(Number),
  expected: `${inWords(CHARGES)}, the most charge in percent`,
  instead: "Bikes with any charge are shown.",
};
const FAULTS: AddressPart<boolean> = {
  form: z.literal("1").transform(() => true),
  expected: "1",
  instead: "Bikes with and without faults are shown.",
};
const SORT = oneOf(SORT_KEYS, "The list is sorted by the newest reading.");
const ORDER = oneOf(["asc", "desc"], "The list is sorted from high to low.");
const CURSOR: AddressPart<string> = {
  form: z.string().max(500),
  expected: "the end of a page of this list",
  instead: "The first page is shown.",
};

/** The address of the bike list, and what of it could not be understood. */
export function parseBikeListSearch(search: Search): { address: BikeListAddress; faults: AddressFault[] } {
  const reader = new AddressReader(search);
  const address = {
    q: reader.take("q", Q, ""),
    seen: reader.take("seen", SEEN_PART, "any" as const),
    charge: reader.take("charge", CHARGE, undefined),
    faults: reader.take("faults", FAULTS, false),
    sort: reader.take("sort", SORT, "newest" as const),
    order: reader.take("order", ORDER, "desc" as const),
    cursor: reader.take("cursor", CURSOR, undefined),
  };
  return { address, faults: reader.faults() };
}
