export const SORT_KEYS = ["bike", "newest", "charge", "speed", "odometer"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** What the list can be narrowed to: charge at most, percent. */
export const CHARGES = [15, 30, 50] as const;

/** Which bikes a list shows, by the age of their newest reading. */
export const SEEN = {
  any: { label: "Any time", withinMs: null, beforeMs: null },
  hour: { label: "In the last hour", withinMs: 3_600_000, beforeMs: null },
  day: { label: "In the last day", withinMs: 86_400_000, beforeMs: null },
  week: { label: "In the last week", withinMs: 604_800_000, beforeMs: null },
  "silent-day": { label: "Not for a day", withinMs: null, beforeMs: 86_400_000 },
  "silent-month": { label: "Not for a month", withinMs: null, beforeMs: 30 * 86_400_000 },
} as const;
export type Seen = keyof typeof SEEN;

/** The whole state of the bike list. */
export interface BikeListAddress {
  readonly q: string;
  readonly seen: Seen;
  /** Charge at most, percent. */
  readonly charge: number | undefined;
  readonly faults: boolean;
  readonly sort: SortKey;
  readonly order: "asc" | "desc";
  readonly cursor: string | undefined;
}

/** Path and query of the bike list; what is as usual is left out. */
export function bikeListAddress(address: BikeListAddress): string {
  const query = new URLSearchParams();
  if (address.q !== "") query.set("q", address.q);
  if (address.seen !== "any") query.set("seen", address.seen);
  if (address.charge !== undefined) query.set("charge", String(address.charge));
  if (address.faults) query.set("faults", "1");
  if (address.sort !== "newest" || address.order !== "desc") {
    query.set("sort", address.sort);
    query.set("order", address.order);
  }
  if (address.cursor !== undefined) query.set("cursor", address.cursor);
  return pathWith(query);
}

/** Path and query that the filled-in filter leads to; fields that were left empty are left out. */
export function filteredAddress(form: FormData): string {
  const query = new URLSearchParams();
  for (const [name, value] of form) if (typeof value === "string" && value !== "") query.set(name, value);
  return pathWith(query);
}

function pathWith(query: URLSearchParams): string {
  const text = query.toString();
  return text ? `/bikes?${text}` : "/bikes";
}
