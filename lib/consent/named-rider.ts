import { sql } from "drizzle-orm";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A condition on `r`, riders: the one with this id, or all whose organisation calls them so. */
export const namedRider = (text: string): ReturnType<typeof sql> =>
  UUID.test(text) ? sql`(r.id = ${text}::uuid or r.reference = ${text})` : sql`r.reference = ${text}`;
