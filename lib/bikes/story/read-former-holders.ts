import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { foldedOf, normalOf } from "@/lib/domain/bike-number";
import { FIELD_WORDS } from "@/lib/domain/bike-words";
import type { BikeRecord } from "../record/models";
import type { StoryEntry } from "./models";
import type { BikeChange } from "./read-changes";

/** Bikes that one number may have been told of before. */
const MOST_HOLDERS = 20;

const Row = z.object({
  field: z.string(),
  value: z.string(),
  bike_id: z.string(),
  until: z.coerce.date().transform((date) => date.getTime()),
});

/** Of the numbers that a bike has now, which others of its OEM had them before, as far as the reader may know those. */
export async function readFormerHolders(
  transaction: Database,
  { bikeId, identifiers, registeredAtMs }: BikeRecord,
  changes: readonly BikeChange[],
): Promise<StoryEntry[]> {
  const known = identifiers.filter(({ value }) => !value.startsWith("?"));
  const asked = known.map(({ key: field, value }) => {
    const normal = normalOf(value);
    return { field, value, normal, folded: foldedOf(normal) };
  });
  // Folded here: what a function makes of a row, a wall does not let an index look up.
  const rows = await transaction.execute(sql`
    select g.field, g.value, n.bike_id, n.until
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as g (field text, value text, normal text, folded text)
    cross join lateral (
      select bike_id, kind, normal, until from bike_numbers
      where oem_id = (select oem_id from bikes where bike_id = ${bikeId}) and folded = g.folded limit ${MOST_HOLDERS}
    ) n
    where n.kind::text = g.field and n.normal = g.normal and n.bike_id <> ${bikeId} and n.until is not null`);
  return rows.map((row) => {
    const { field, value, bike_id, until } = Row.parse(row);
    const gained = changes.find((one) => one.field === field)?.toldAtMs ?? registeredAtMs;
    const text = `${FIELD_WORDS[field] ?? field} ${value} was that of ${bike_id} before`;
    return { kind: "change", atMs: Math.max(until, gained), text, by: null, reason: null };
  });
}
