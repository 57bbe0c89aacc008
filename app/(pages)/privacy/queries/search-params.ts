import { z } from "zod";
import type { AddressFault } from "@/components/states/address-note";
import { PURPOSES, type Purpose } from "@/lib/domain/consent";
import { type AddressPart, AddressReader, inWords, type Search } from "../../read-address";

/** How far back, in days. */
export const SINCE = { any: null, day: 1, week: 7, month: 31, year: 366 } as const;
type Since = keyof typeof SINCE;

export interface QueriesAddress {
  readonly person: string | undefined;
  readonly purpose: Purpose | undefined;
  readonly report: string | undefined;
  readonly since: Since;
  /** Questions before this one. */
  readonly before: number | undefined;
}

const isSince = (text: string): text is Since => Object.hasOwn(SINCE, text);
const PERSON: AddressPart<string> = {
  form: z.string().trim().max(120),
  expected: "at most 120 characters of a name or e-mail address",
  instead: "Everybody's are shown.",
};
const PURPOSE: AddressPart<Purpose> = {
  form: z.enum(PURPOSES),
  expected: inWords(PURPOSES),
  instead: "All purposes are shown.",
};
const SINCE_PART: AddressPart<Since> = {
  form: z.string().refine(isSince),
  expected: inWords(Object.keys(SINCE)),
  instead: "All times are shown.",
};
const BEFORE: AddressPart<number> = {
  form: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number),
  expected: "the number of a question",
  instead: "The newest are shown.",
};

/** The address of the list of questions for figures. @param reports ids that there are. */
export function parseQueriesSearch(
  search: Search,
  reports: readonly string[],
): { address: QueriesAddress; faults: AddressFault[] } {
  const reader = new AddressReader(search);
  const report: AddressPart<string> = {
    form: z.string().refine((id) => reports.includes(id)),
    expected: inWords(reports),
    instead: "All reports are shown.",
  };
  const address = {
    person: reader.take("person", PERSON, undefined),
    purpose: reader.take("purpose", PURPOSE, undefined),
    report: reader.take("report", report, undefined),
    since: reader.take("since", SINCE_PART, "any" as const),
    before: reader.take("before", BEFORE, undefined),
  };
  return { address, faults: reader.faults() };
}

export function queriesAddress({ person, purpose, report, since, before }: QueriesAddress): string {
  const query = new URLSearchParams();
  if (person) query.set("person", person);
  if (purpose) query.set("purpose", purpose);
  if (report) query.set("report", report);
  if (since !== "any") query.set("since", since);
  if (before) query.set("before", String(before));
  return query.size > 0 ? `/privacy/queries?${query}` : "/privacy/queries";
}
