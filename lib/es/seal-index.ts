import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Elasticsearch } from "./client";

/** Lists an index once it is blocked, and not at all where it was before. */
const Blocked = z.object({
  acknowledged: z.literal(true),
  indices: z.array(z.object({ blocked: z.literal(true) })),
});
const Refreshed = z.object({ _shards: z.object({ failed: z.literal(0) }) });
const Mapping = z.record(
  z.string(),
  z.object({ mappings: z.object({ _meta: z.record(z.string(), z.unknown()).optional() }) }),
);

/**
 * Seals an index for good, as user `maintenance`: no write is under way when its block stands, a refresh shows all that
 * was written, and only then the mark says so. Whoever ends in between seals again; each step can be repeated.
 * @throws AppError `unavailable` where a step was not done on every shard.
 */
export async function sealIndex(es: Elasticsearch, index: string, atMs: number): Promise<void> {
  const ask = async (method: string, what: string) =>
    es.transport.request<unknown>({ method, path: `/${index}/${what}` });
  if (!Blocked.safeParse(await ask("PUT", "_block/write")).success) throw notDone(index, "blocked");
  if (!Refreshed.safeParse(await ask("POST", "_refresh")).success) throw notDone(index, "refreshed");
  const mapping = Mapping.parse(await ask("GET", "_mapping"));
  const _meta = { ...mapping[index]?.mappings._meta, sealed_at: new Date(atMs).toISOString() };
  await es.transport.request({ method: "PUT", path: `/${index}/_mapping`, body: { _meta } });
}

const notDone = (index: string, done: string): AppError =>
  new AppError("unavailable", `${index} could not be ${done} on every shard: seal it again`);
