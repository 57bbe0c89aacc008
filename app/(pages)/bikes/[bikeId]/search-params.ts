import { z } from "zod";
import {
  BIKE_VIEWS,
  type BikeAddress,
  type BikeViewName,
  LONGEST_RANGE_MS,
} from "@/components/range/address";
import type { AddressFault } from "@/components/states/address-note";
import { fieldNamed } from "@/lib/domain/fields";
import { BikeId } from "@/lib/domain/packet";
import { formatDuration } from "@/lib/format/duration";
import { type AddressPart, AddressReader, inWords, type Search } from "../../read-address";

const NEWEST_DAY = "The day of the newest reading is shown.";
const INSTANT: AddressPart<number> = {
  form: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  expected: "a time such as 2023-07-06T08:00:00Z",
  instead: NEWEST_DAY,
};
const FIELDS: AddressPart<string[]> = {
  form: z
    .string()
    .max(500)
    .transform((text) => text.split(",").filter((name) => name !== "")),
  expected: "names of fields with commas between, 500 characters at most",
  instead: "The usual fields are drawn.",
};
const MONTH: AddressPart<string> = {
  form: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  expected: "a month such as 2023-07",
  instead: "The calendar follows the time that is shown.",
};

const VIEW: AddressPart<BikeViewName> = {
  form: z.enum(BIKE_VIEWS),
  expected: inWords(BIKE_VIEWS),
  instead: "What the bike measured is shown.",
};

export const parseBikeId = (text: string): BikeId | null => BikeId.safeParse(text).data ?? null;

/** The same page of the bike whose id was written in small letters; null when capitals make no id of it either. */
export function addressInCapitals(text: string, search: Search): string | null {
  const bikeId = parseBikeId(text.toUpperCase());
  if (!bikeId) return null;
  const given = Object.entries(search).flatMap(([name, value]) =>
    [value ?? []].flat().map((part) => [name, part]),
  );
  return given.length > 0 ? `/bikes/${bikeId}?${new URLSearchParams(given)}` : `/bikes/${bikeId}`;
}

/** The address of a bike's page, and what of it could not be understood. */
export function parseBikeSearch(
  bikeId: string,
  search: Search,
): { address: BikeAddress; faults: AddressFault[] } {
  const reader = new AddressReader(search);
  const span = spanOf(reader);
  const asked = reader.take("fields", FIELDS, []);
  const unknown = asked.filter((name) => fieldNamed(name) === undefined);
  if (unknown.length > 0)
    reader.tell({
      part: "fields",
      expected: "names of fields such as speed_kmh",
      got: unknown.join(", "),
      instead: unknown.length < asked.length ? "The others are drawn." : FIELDS.instead,
    });
  const month = reader.take("month", MONTH, undefined);
  const view = reader.take("view", VIEW, undefined);
  const fields = asked.filter((name) => !unknown.includes(name));
  return { address: { bikeId, fields, month, view, ...span }, faults: reader.faults() };
}

/** A range that has one end, ends before it begins, or is longer than 400 days is left out. */
function spanOf(reader: AddressReader): Pick<BikeAddress, "fromMs" | "toMs"> {
  const fromMs = reader.take("from", INSTANT, null);
  const toMs = reader.take("to", INSTANT, null);
  const refuse = (part: string, expected: string, got: string) => {
    reader.tell({ part, expected, got, instead: NEWEST_DAY });
    return {};
  };
  if (fromMs === null && toMs === null) return {};
  if (toMs === null) return reader.has("to") ? {} : refuse("to", "a time, because from is given", "nothing");
  if (fromMs === null)
    return reader.has("from") ? {} : refuse("from", "a time, because to is given", "nothing");
  if (fromMs >= toMs) return refuse("to", "a time after from", new Date(toMs).toISOString());
  if (toMs - fromMs > LONGEST_RANGE_MS)
    return refuse("from and to", "at most 400 days between them", formatDuration(toMs - fromMs));
  return { fromMs, toMs };
}
