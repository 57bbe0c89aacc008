import { sql } from "drizzle-orm";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A condition on `r`, riders: the one with this id, else all whose organisation calls them so. An organisation that calls a
 * rider by another one's id does not come between that rider and who asks for it.
 */
export const namedRider = (text: string): ReturnType<typeof sql> =>
  UUID.test(text)
    ? sql`(r.id = ${text}::uuid or (r.reference = ${text} and not exists (select from riders i where i.id = ${text}::uuid)))`
    : sql`r.reference = ${text}`;
