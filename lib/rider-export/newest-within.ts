import { z } from "zod";
import { isUnder } from "@/lib/domain/tombstone";
import { type Stone, tombstonesOf } from "@/lib/erasure/erased-queries";
import type { Elasticsearch } from "@/lib/es/client";
import { readByIds } from "@/lib/es/read-by-id";

const State = z.object({
  bike_id: z.string(),
  fields: z.record(z.string(), z.object({ t: z.number(), s: z.enum(["iot", "app"]), v: z.unknown() })),
});

/** Of the newest values of bikes, those that were measured in these stretches of them: others are of other riders. */
export async function newestWithin(es: Elasticsearch, index: string, stones: readonly Stone[]) {
  const bikeIds = [...new Set(stones.map(({ bikeId }) => bikeId))];
  const found = await readByIds(es, index, bikeIds);
  return found.flatMap((document) => {
    if (document === null) return [];
    const { bike_id, fields } = State.parse(document.source);
    const own = stones.filter(({ bikeId }) => bikeId === bike_id).flatMap(tombstonesOf);
    const kept = Object.entries(fields).filter(([, { t, s }]) =>
      isUnder(own, { timeMs: t, source: s, signedBy: null }),
    );
    return kept.length > 0 ? [{ kind: "state", bike_id, fields: Object.fromEntries(kept) }] : [];
  });
}
