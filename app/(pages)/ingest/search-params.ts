import { z } from "zod";
import { INGEST_RANGES, type IngestRange } from "@/components/ingest/ranges";
import type { AddressFault } from "@/components/states/address-note";
import { AddressReader, inWords, type Search } from "../read-address";

const RANGE = {
  form: z.enum(INGEST_RANGES.map(({ key }) => key)),
  expected: `one of ${inWords(INGEST_RANGES.map(({ key }) => key))}`,
  instead: "The last 2 hours are shown.",
};

const WINDOWS = {
  form: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number),
  expected: "the number of a page of weeks",
  instead: "The newest weeks are shown.",
};

/** What of the past the page of ingest shows, and which page of the weeks' windows, from 1. */
export function parseIngestSearch(search: Search): {
  range: IngestRange;
  windowsPage: number;
  faults: readonly AddressFault[];
} {
  const address = new AddressReader(search);
  const range = address.take("range", RANGE, "2h");
  const windowsPage = address.take("windows", WINDOWS, 1);
  return { range, windowsPage, faults: address.faults() };
}
