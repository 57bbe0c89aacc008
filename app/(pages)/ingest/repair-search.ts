import { z } from "zod";
import { type RepairAddress, SINCE, type Since } from "@/components/repair/repair-address";
import type { AddressFault } from "@/components/states/address-note";
import { type AddressPart, AddressReader, inWords, type Search } from "../read-address";

const isSince = (text: string): text is Since => Object.hasOwn(SINCE, text);
const oneOf = <const T extends string>(choices: readonly T[], what: string): AddressPart<T> => ({
  form: z.enum(choices),
  expected: `one of ${inWords(choices)}`,
  instead: `What was kept ${what} is listed.`,
});
const text = (expected: string, what: string): AddressPart<string> => ({
  form: z.string().trim().min(1).max(200),
  expected,
  instead: `What was kept ${what} is listed.`,
});

const CLIENT = text("the id of an API client", "of every client");
const BIKE = text("the id of a bike", "of every bike");
const SINCE_PART: AddressPart<Since> = {
  form: z.string().refine(isSince),
  expected: `one of ${inWords(Object.keys(SINCE))}`,
  instead: "What was kept at any time is listed.",
};
const PAGE: AddressPart<number> = {
  form: z
    .string()
    .regex(/^[1-9]\d{0,4}$/)
    .transform(Number),
  expected: "the number of a page",
  instead: "The first page is shown.",
};
const OPEN: AddressPart<string> = {
  form: z.string().regex(/^[\w-]{8,128}$/),
  expected: "a key or id, as the list has them",
  instead: "None is opened.",
};

/** The address of a page of what was refused, and what of it could not be understood. */
export function parseRepairSearch<Reason extends string, Decision extends string = never>(
  search: Search,
  words: { readonly reasons: readonly Reason[]; readonly decisions?: readonly Decision[] },
): { address: RepairAddress<Reason, Decision>; faults: AddressFault[] } {
  const reader = new AddressReader(search);
  const { reasons, decisions } = words;
  const address = {
    reason: reader.take("reason", oneOf(reasons, "for every reason"), undefined),
    decision: decisions && reader.take("decision", oneOf(decisions, "with every decision"), undefined),
    client: reader.take("client", CLIENT, undefined),
    bike: reader.take("bike", BIKE, undefined),
    since: reader.take("since", SINCE_PART, "any" as const),
    page: reader.take("page", PAGE, 1),
    open: reader.take("open", OPEN, undefined),
  };
  return { address, faults: reader.faults() };
}
