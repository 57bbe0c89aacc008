import { z } from "zod";
import type { AddressFault } from "@/components/states/address-note";
import { PAGE_NUMBER } from "../../page-number";
import { type AddressPart, AddressReader, inWords, type Search } from "../../read-address";

export const PER_PAGE = 50;

/** How far back, in days. */
export const SINCE = { any: null, day: 1, week: 7, month: 31, year: 366 } as const;
type Since = keyof typeof SINCE;

export interface LocationsAddress {
  readonly bike: string | undefined;
  readonly person: string | undefined;
  readonly since: Since;
  readonly page: number;
}

const isSince = (text: string): text is Since => Object.hasOwn(SINCE, text);
const text = (max: number, what: string): AddressPart<string> => ({
  form: z.string().trim().max(max),
  expected: `at most ${max} characters of ${what}`,
  instead: "It is left out.",
});

/** The address of the list of openings, and what of it could not be understood. */
export function parseLocationsSearch(search: Search): { address: LocationsAddress; faults: AddressFault[] } {
  const reader = new AddressReader(search);
  const since = {
    form: z.string().refine(isSince),
    expected: inWords(Object.keys(SINCE)),
    instead: "All times are shown.",
  };
  const address = {
    bike: reader.take("bike", text(32, "a bike's id"), undefined),
    person: reader.take("person", text(120, "a name or e-mail address"), undefined),
    since: reader.take("since", since, "any" as const),
    page: reader.take("page", PAGE_NUMBER, 1),
  };
  return { address, faults: reader.faults() };
}

export function locationsAddress({ bike, person, since, page }: LocationsAddress): string {
  const query = new URLSearchParams();
  if (bike) query.set("bike", bike);
  if (person) query.set("person", person);
  if (since !== "any") query.set("since", since);
  if (page > 1) query.set("page", String(page));
  return query.size > 0 ? `/privacy/locations?${query}` : "/privacy/locations";
}
