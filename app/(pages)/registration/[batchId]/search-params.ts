import { z } from "zod";
import type { AddressFault } from "@/components/states/address-note";
import { type AddressPart, AddressReader, type Search } from "../../read-address";

export interface FindingsAddress {
  readonly reason: string | undefined;
  readonly page: number;
}

const REASON: AddressPart<string> = {
  form: z.string().regex(/^[a-z-]{1,40}$/),
  expected: "a reason",
  instead: "Rows with any reason are shown.",
};
const PAGE: AddressPart<number> = {
  form: z
    .string()
    .regex(/^[1-9]\d{0,4}$/)
    .transform(Number),
  expected: "a page's number",
  instead: "The first page is shown.",
};

/** The address of a file's rows, and what of it could not be understood. */
export function parseFindingsSearch(search: Search): { address: FindingsAddress; faults: AddressFault[] } {
  const reader = new AddressReader(search);
  const address = { reason: reader.take("reason", REASON, undefined), page: reader.take("page", PAGE, 1) };
  return { address, faults: reader.faults() };
}

/** The address of rows of a file. */
export function findingsAddress(batchId: string, { reason, page }: FindingsAddress): string {
  const query = new URLSearchParams({
    ...(reason === undefined ? {} : { reason }),
    ...(page === 1 ? {} : { page: String(page) }),
  });
  return query.size === 0 ? `/registration/${batchId}` : `/registration/${batchId}?${query}`;
}
