import { z } from "zod";
import type { Names } from "@/lib/domain/names";
import type { RideMark } from "@/lib/domain/ride-mark";
import type { Elasticsearch } from "@/lib/es/client";
import { readByIds } from "@/lib/es/read-by-id";
import { partsOf } from "../parts-of";
import type { MarkedBike } from "./waiting-marks";

/** So that one request holds no store up. */
const BIKES_PER_REQUEST = 1_000;

const Reported = z.object({ newest_at: z.unknown().optional() });

/** That all of a bike's rides may be others, as master data say. */
export const isEver = ({ from, to }: RideMark): boolean => from === null && to === null;

/**
 * Those whose master data changed and that never reported and were never worked on: they have no rides, and most of what
 * is registered is new. What they report later is marked by itself.
 * @throws BulkFault by the class of what was answered.
 */
export async function findSilent(
  es: Elasticsearch,
  names: Names,
  bikes: readonly MarkedBike[],
): Promise<Set<string>> {
  const asked = bikes.flatMap(({ bikeId, marks }) => (marks.every(isEver) ? [bikeId] : []));
  const silent = new Set<string>();
  for (const part of partsOf(asked, () => 1, BIKES_PER_REQUEST)) {
    const states = await readByIds(es, names.state, part, ["newest_at"]);
    const unheard = part.filter(
      (_, at) => (Reported.parse(states[at]?.source ?? {}).newest_at ?? null) === null,
    );
    if (unheard.length === 0) continue;
    const heads = await readByIds(es, names.rides, unheard, ["kind"]);
    for (const [at, bikeId] of unheard.entries()) if (!heads[at]) silent.add(bikeId);
  }
  return silent;
}
