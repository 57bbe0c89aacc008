import type { ConsentGrant } from "@/lib/consent/consent-grant";
import { ConsentedRide } from "@/lib/domain/consented-ride";
import type { Elasticsearch } from "@/lib/es/client";
import { pageThrough } from "@/lib/es/page-through";

const RIDES_PER_PAGE = 5_000;

/** The rides of some days that count for the grant's purpose, as of the last refresh, without those of riders who withdrew. */
export async function* readConsentedRides(
  es: Elasticsearch,
  index: string,
  { purpose, excluded }: ConsentGrant,
  days: { readonly from: string; readonly to: string },
): AsyncGenerator<readonly ConsentedRide[]> {
  const query = {
    bool: {
      filter: [
        { term: { purpose } },
        { range: { day: { gte: days.from, lte: days.to, format: "strict_date" } } },
      ],
    },
  };
  for await (const page of pageThrough(es, index, { query, sort: [{ day: "asc" }], perPage: RIDES_PER_PAGE }))
    yield page.map(({ source }) => ConsentedRide.parse(source)).filter(({ rider }) => !excluded.has(rider));
}
