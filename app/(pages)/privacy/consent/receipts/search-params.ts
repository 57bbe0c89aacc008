import { z } from "zod";
import type { AddressFault } from "@/components/states/address-note";
import { type AddressPart, AddressReader, type Search } from "../../../read-address";

const BEFORE: AddressPart<number> = {
  form: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number),
  expected: "the number of a receipt",
  instead: "The newest receipts are shown.",
};

/** The address of the receipts, and what of it could not be understood. */
export function parseReceiptsSearch(search: Search): { before: number | undefined; faults: AddressFault[] } {
  const reader = new AddressReader(search);
  const before = reader.take("before", BEFORE, undefined);
  return { before, faults: reader.faults() };
}

export const receiptsAddress = (before: number | undefined): string =>
  before === undefined ? "/privacy/consent/receipts" : `/privacy/consent/receipts?before=${before}`;
