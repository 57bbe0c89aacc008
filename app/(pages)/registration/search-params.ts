import { z } from "zod";
import type { AddressFault } from "@/components/states/address-note";
import { BIKE_ID_PATTERN } from "@/lib/domain/packet";
import { type AddressPart, AddressReader, type Search } from "../read-address";

export interface RegistrationAddress {
  readonly plant: string | undefined;
  /** One that rides and is to be registered. */
  readonly bike: string | undefined;
  /** Id of the last file of the page before. */
  readonly before: string | undefined;
}

const PLANT: AddressPart<string> = {
  form: z.uuid(),
  expected: "the id of a plant",
  instead: "Files of all plants are shown.",
};
const BIKE: AddressPart<string> = {
  form: z.string().regex(BIKE_ID_PATTERN),
  expected: "a bike's id",
  instead: "No bike is named.",
};
const BEFORE: AddressPart<string> = {
  form: z.uuid(),
  expected: "the end of a page of this list",
  instead: "The newest files are shown.",
};

/** The address of the page of registration, and what of it could not be understood. */
export function parseRegistrationSearch(search: Search): {
  address: RegistrationAddress;
  faults: AddressFault[];
} {
  const reader = new AddressReader(search);
  const address = {
    plant: reader.take("plant", PLANT, undefined),
    bike: reader.take("bike", BIKE, undefined),
    before: reader.take("before", BEFORE, undefined),
  };
  return { address, faults: reader.faults() };
}

/** The address of such a page. */
export function registrationAddress({ plant, bike, before }: RegistrationAddress): string {
  const query = new URLSearchParams({
    ...(plant === undefined ? {} : { plant }),
    ...(bike === undefined ? {} : { bike }),
    ...(before === undefined ? {} : { before }),
  });
  return query.size === 0 ? "/registration" : `/registration?${query}`;
}
