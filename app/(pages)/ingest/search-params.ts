import { z } from "zod";
import { INGEST_RANGES, type IngestRange } from "@/components/ingest/ranges";
import type { AddressFault } from "@/components/states/address-note";
import { AddressReader, inWords, type Search } from "../read-address";

const RANGE = {
  form: z.enum(INGEST_RANGES.map(({ key }) => key)),
  expected: `one of ${inWords(INGEST_RANGES.map(({ key }) => key))}`,
  instead: "The last 2 hours are shown.",
};

/** What of the past the page of ingest shows. */
export function parseIngestSearch(search: Search): { range: IngestRange; faults: readonly AddressFault[] } {
  const address = new AddressReader(search);
  const range = address.take("range", RANGE, "2h");
  return { range, faults: address.faults() };
}
