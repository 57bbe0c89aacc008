import { z } from "zod";
import type { AddressFault } from "@/components/states/address-note";
import { CORRECTION_STATES } from "@/lib/bikes/corrections/list-corrections";
import { PAGE_NUMBER } from "../page-number";
import { AddressReader, inWords, type Search } from "../read-address";

export const PER_PAGE = 50;

export interface CorrectionsAddress {
  readonly state: (typeof CORRECTION_STATES)[number];
  readonly page: number;
}

/** The address of corrections, and what of it could not be understood. */
export function parseCorrectionsSearch(search: Search): {
  address: CorrectionsAddress;
  faults: AddressFault[];
} {
  const reader = new AddressReader(search);
  const form = z.enum(CORRECTION_STATES);
  const words = { expected: inWords(CORRECTION_STATES), instead: "Open corrections are shown." };
  const address = {
    state: reader.take("state", { form, ...words }, "open" as const),
    page: reader.take("page", PAGE_NUMBER, 1),
  };
  return { address, faults: reader.faults() };
}

export function correctionsAddress({ state, page }: CorrectionsAddress): string {
  const query = new URLSearchParams();
  if (state !== "open") query.set("state", state);
  if (page > 1) query.set("page", String(page));
  return query.size > 0 ? `/corrections?${query}` : "/corrections";
}
