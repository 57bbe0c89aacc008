/** The longest time that a page shows at once, 400 days. */
export const LONGEST_RANGE_MS = 400 * 86_400_000;

/** What the address of a bike's page holds beside the bike; empty parts are left out. */
export interface BikeAddress {
  readonly bikeId: string;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  readonly fields?: readonly string[] | undefined;
  /** Last month of the calendar, `2023-07`. */
  readonly month?: string | undefined;
  /** What of the bike is shown, where it is not its readings. */
  readonly view?: BikeViewName | undefined;
}

/** What a bike's page can show beside readings. */
export const BIKE_VIEWS = ["record", "story"] as const;
export type BikeViewName = (typeof BIKE_VIEWS)[number];

/** Path and query of a bike's page: the whole state of what is shown, so that a link shows a colleague the same. */
export function bikeAddress({ bikeId, fromMs, toMs, fields, month, view }: BikeAddress): string {
  const query = new URLSearchParams();
  if (fromMs !== undefined && toMs !== undefined) {
    query.set("from", new Date(fromMs).toISOString());
    query.set("to", new Date(toMs).toISOString());
  }
  if (fields && fields.length > 0) query.set("fields", fields.join(","));
  if (month !== undefined) query.set("month", month);
  if (view !== undefined) query.set("view", view);
  const text = query.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
  return `/bikes/${encodeURIComponent(bikeId)}${text ? `?${text}` : ""}`;
}
