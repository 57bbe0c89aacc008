import { z } from "zod";
import type { BoardScope } from "@/lib/quality/board-scope";
import type { Reader } from "./reader";

const SERVICE_BEGAN = Date.UTC(2015, 0, 1);
const Aggregations = z.object({
  bikes: z.object({
    buckets: z.array(z.object({ key: z.string(), first: z.object({ value: z.number().nullable() }) })),
  }),
});

/** When each of these bikes measured its earliest reading, ms since epoch. @param bikeIds up to 50. */
export async function getFirstSeen(
  reader: Reader,
  _scope: BoardScope,
  bikeIds: readonly string[],
  nowMs: number,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  if (bikeIds.length === 0) return new Map();
  const answer = await reader.readings(
    "get-first-seen",
    {
      fromMs: SERVICE_BEGAN,
      toMs: nowMs + 86_400_000,
      filters: [{ terms: { bike_id: bikeIds } }],
      body: {
        size: 0,
        aggs: {
          bikes: {
            terms: { field: "bike_id", size: bikeIds.length },
            aggs: { first: { min: { field: "@timestamp" } } },
          },
        },
      },
    },
    signal,
  );
  if (answer.aggregations === undefined) return new Map();
  const { buckets } = Aggregations.parse(answer.aggregations).bikes;
  return new Map(buckets.flatMap(({ key, first }) => (first.value === null ? [] : [[key, first.value]])));
}
