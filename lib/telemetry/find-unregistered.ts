import { spellingsOf } from "@/lib/domain/bike-number";
import { LOOKUP_HITS } from "@/lib/domain/lookup";
import type { VisibleBikes } from "@/lib/fleet/visible-range";
import type { Reader } from "./reader";
import { parseStateDocument } from "./state-row";

/** Shorter beginnings are of too many bikes to be worth a question. */
const LEAST_LENGTH = 2;

/**
 * Ids of bikes that have sent readings and that nobody registered, by the beginning of the id; signs left out and
 * look-alikes are forgiven. At most ten, in the order of their ids; only those that may be seen.
 * @param normal as `normalOf` gives it.
 * @throws AppError `unavailable`.
 */
export async function findUnregistered(
  reader: Reader,
  { bikes }: VisibleBikes,
  normal: string,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  if (normal.length < LEAST_LENGTH || normal.length > 32) return [];
  const named = { regexp: { bike_id: `${[...normal].map(spellingsOf).join("-?")}.*` } };
  const nobodys = {
    nested: {
      path: "tenures",
      query: {
        bool: {
          filter: [{ exists: { field: "tenures.newest_at" } }],
          must_not: [{ exists: { field: "tenures.fleet_id" } }],
        },
      },
    },
  };
  const bound =
    bikes === "all"
      ? []
      : [
          {
            bool: {
              should: [
                { terms: { bike_id: bikes.bikeIds } },
                ...bikes.bikePrefixes.map((prefix) => ({ prefix: { bike_id: prefix } })),
              ],
              minimum_should_match: 1,
            },
          },
        ];
  const answer = await reader.states(
    "find-unregistered",
    { bool: { filter: [named, nobodys, ...bound] } },
    {
      size: LOOKUP_HITS,
      sort: [{ bike_id: { order: "asc" } }],
      _source: ["bike_id", "registration", "fields"],
    },
    signal,
  );
  return answer.hits.flatMap(({ source }) => {
    const { bike_id, registration } = parseStateDocument(source);
    return registration === undefined ? [bike_id] : [];
  });
}
