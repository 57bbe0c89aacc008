import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Elasticsearch } from "./client";

const Blocked = z.object({ acknowledged: z.literal(true) });

/** Lets the maintenance user write into a sealed index; its mark stays, so that nobody else does. */
export async function liftBlock(es: Elasticsearch, index: string): Promise<void> {
  const body = { "index.blocks.write": null };
  await es.transport.request({ method: "PUT", path: `/${index}/_settings`, body });
}

/** Blocks a sealed index again; can be repeated. @throws AppError `unavailable` where it was not done on every shard. */
export async function setBlock(es: Elasticsearch, index: string): Promise<void> {
  const answer = await es.transport.request<unknown>({ method: "PUT", path: `/${index}/_block/write` });
  if (!Blocked.safeParse(answer).success)
    throw new AppError("unavailable", `${index} could not be blocked on every shard: do it again`);
}
