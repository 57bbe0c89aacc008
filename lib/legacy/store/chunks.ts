/** Rows in one statement of the database: so few that writing and reading them holds nobody up. */
const CHUNK = 1_000;

/** The items in pieces for one statement each, in their order. */
export function* chunks<T>(items: readonly T[]): Iterable<T[]> {
  for (let at = 0; at < items.length; at += CHUNK) yield items.slice(at, at + CHUNK);
}
