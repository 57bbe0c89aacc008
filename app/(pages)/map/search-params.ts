import { z } from "zod";
import type { LiveAddress } from "@/components/live-map/live-address";
import type { AddressFault } from "@/components/states/address-note";
import { STATUS_ORDER, STATUS_WORDS } from "@/components/tables/status-words";
import { STATUSES, type Status } from "@/lib/domain/bike-status";
import { BikeId } from "@/lib/domain/packet";
import { AddressReader, inWords, type Search } from "../read-address";

const NO_STATUS = "none";

const Place = z.tuple([
  z.coerce.number().min(-90).max(90),
  z.coerce.number().min(-180).max(180),
  z.coerce.number().min(0).max(22),
]);
const At = z
  .string()
  .transform((text): unknown => text.split(","))
  .pipe(Place)
  .transform(([lat, lon, zoom]) => ({ lat, lon, zoom }));
const letters = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, "");
/** A status by its key or by the word that screens have for it. */
const statusCalled = (text: string): Status | undefined =>
  STATUSES.find((status) => [status, letters(STATUS_WORDS[status])].includes(letters(text)));
const Statuses = z
  .string()
  .transform((text): unknown => (text === NO_STATUS ? [] : text.split(",").map(statusCalled)))
  .pipe(z.array(z.enum(STATUSES)))
  .transform((chosen): Status[] => STATUSES.filter((status) => chosen.includes(status)));
const Page = z.coerce.number().int().min(1).max(1_000);

const AT = { form: At, expected: "latitude, longitude and zoom", instead: "The map shows the fleet." };
const STATUS = {
  form: Statuses,
  expected: `some of ${inWords(STATUS_ORDER.map((status) => STATUS_WORDS[status]))} with commas between, or ${NO_STATUS}`,
  instead: "All are shown.",
};
const FLEET = {
  form: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  expected: "the key of a fleet",
  instead: "All fleets are shown.",
};
const BIKE = { form: BikeId, expected: "a bike's id", instead: "No bike is chosen." };
const PAGE = { form: Page, expected: "a page's number", instead: "The first one is shown." };

interface MapSearch {
  readonly address: LiveAddress;
  /** Of the list. */
  readonly page: number;
  readonly faults: readonly AddressFault[];
}

/** The address of the live map and of its list. */
export function parseMapSearch(search: Search): MapSearch {
  const reader = new AddressReader(search);
  const address = {
    place: reader.take("at", AT, null),
    statuses: reader.take("status", STATUS, STATUSES),
    fleetId: reader.take("fleet", FLEET, null),
    bikeId: reader.take("bike", BIKE, null),
  };
  return { address, page: reader.take("page", PAGE, 1), faults: reader.faults() };
}

/** Leaves a fleet out that the viewer sees no bike of, and tells so. */
export function withKnownFleet(search: MapSearch, fleets: readonly { readonly id: string }[]): MapSearch {
  const { fleetId } = search.address;
  if (fleetId === null || fleets.some(({ id }) => id === fleetId)) return search;
  const fault = {
    part: "fleet",
    expected: "a fleet that you see bikes of",
    got: fleetId,
    instead: FLEET.instead,
  };
  return { ...search, address: { ...search.address, fleetId: null }, faults: [...search.faults, fault] };
}

/** That a list has no such page. */
export const beyondLast = (page: number, pages: number): AddressFault => ({
  part: "page",
  expected: pages === 1 ? "1, for there is one page" : `1 to ${pages}`,
  got: String(page),
  instead: "The last one is shown.",
});
