import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { CountedRide } from "@/lib/analytics/counted-ride";
import { readConsentedRides } from "@/lib/analytics/read-consented-rides";
import { figuresOf } from "@/lib/analytics/testing/figures-of";
import { naiveFigures } from "@/lib/analytics/testing/naive-figures";
import { mintGrant } from "@/lib/consent/grant/mint-grant";
import type { Database } from "@/lib/db/client";
import type { Purpose } from "@/lib/domain/consent";
import type { Elasticsearch } from "@/lib/es/client";
import { refreshIndex } from "@/lib/es/refresh-index";

const Answer = z.object({
  hits: z.object({ total: z.object({ value: z.number() }) }),
  aggregations: z.object({
    metres: z.object({ value: z.number() }),
    readings: z.object({ value: z.number() }),
    newest: z.object({ value: z.number().nullable() }),
  }),
});

/** What is kept of rides at one moment. */
export interface KeptSums {
  readonly rides: number;
  readonly metres: number;
  readonly readings: number;
  /** The last write of the index: none came between two looks that find the same. */
  readonly newest: number;
}

/** How many rides an index keeps, their metres and readings, after a refresh. */
export async function keptSums(es: Elasticsearch, index: string, query: object): Promise<KeptSums> {
  await refreshIndex(es, index);
  const answer = await es.transport.request<unknown>({
    method: "POST",
    path: `/${index}/_search`,
    body: {
      ...{ size: 0, track_total_hits: true, query },
      aggs: {
        metres: { sum: { field: "distance_m" } },
        readings: { sum: { field: "readings" } },
        newest: { max: { field: "_seq_no" } },
      },
    },
  });
  const { hits, aggregations } = Answer.parse(answer);
  return {
    ...{ rides: hits.total.value, metres: aggregations.metres.value },
    ...{ readings: aggregations.readings.value, newest: aggregations.newest.value ?? -1 },
  };
}

/**
 * Reads all consented rides of a purpose, as the lane of figures does, and compares their figures beneath the mask, of each day
 * and definition, with those of the rides that were ridden.
 * @throws Error that names the first day that differs.
 */
export async function compareFigures(
  { db, es, index, wrapping }: { db: Database; es: Elasticsearch; index: string; wrapping: Uint8Array },
  purpose: Purpose,
  expected: ReadonlyMap<string, readonly CountedRide[]>,
): Promise<void> {
  const grant = await mintGrant(db, purpose, wrapping);
  const left = new Set(expected.keys());
  const compare = (day: string, rides: readonly CountedRide[]) => {
    const wanted = naiveFigures(expected.get(day) ?? []);
    const got = figuresOf(rides);
    if (!left.delete(day) || !isDeepStrictEqual(JSON.parse(JSON.stringify(got)), wanted))
      throw new Error(
        `${purpose}, ${day}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(got)} of ${rides.length} rides`,
      );
  };
  let open = { day: "", rides: [] as CountedRide[] };
  for await (const page of readConsentedRides(es, index, grant, { from: "2000-01-01", to: "2100-01-01" }))
    for (const ride of page) {
      if (open.day !== ride.day) {
        if (open.rides.length > 0) compare(open.day, open.rides);
        open = { day: ride.day, rides: [] };
      }
      open.rides.push(ride);
    }
  if (open.rides.length > 0) compare(open.day, open.rides);
  if (left.size > 0) throw new Error(`${purpose}: expected rides of ${[...left].join(", ")}, got none`);
}
