import { z } from "zod";
import type { Names } from "@/lib/domain/names";
import { BIKE_ID_PATTERN } from "@/lib/domain/packet";
import type { Elasticsearch } from "@/lib/es/client";
import { readByIds } from "@/lib/es/read-by-id";
import { versionIn } from "./registered-text";

const Head = z.object({ registered: z.string().optional() });
const Reported = z.object({ newest_at: z.unknown().optional() });

/**
 * Those of these bikes whose rides are not all made by the rules of a version: never, by earlier ones, or some of them by others
 * since. One that never reported and was never worked on has none.
 * @throws BulkFault by the class of what was answered.
 */
export async function outdatedBikes(
  es: Elasticsearch,
  names: Names,
  bikeIds: readonly string[],
  version: number,
): Promise<string[]> {
  if (bikeIds.length === 0) return [];
  const heads = await readByIds(es, names.rides, bikeIds, ["registered"]);
  const outdated = new Set(
    bikeIds.filter((_, at) => {
      const head = heads[at];
      return head && versionIn(Head.parse(head.source).registered) !== version;
    }),
  );
  const headless = bikeIds.filter((_, at) => !heads[at]);
  const states = headless.length === 0 ? [] : await readByIds(es, names.state, headless, ["newest_at"]);
  for (const [at, bikeId] of headless.entries())
    if ((Reported.parse(states[at]?.source ?? {}).newest_at ?? null) !== null) outdated.add(bikeId);
  return bikeIds.filter((bikeId) => outdated.has(bikeId) && BIKE_ID_PATTERN.test(bikeId));
}
