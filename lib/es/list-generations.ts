import { z } from "zod";
import { generationNamed } from "@/lib/domain/generation";
import type { Elasticsearch } from "./client";
import { asBulkFault } from "./request-fault";

/** An index of a window. */
export interface Generation {
  readonly index: string;
  /** 1 for the first. */
  readonly number: number;
  /** When it was sealed, as the mark in its mapping says; null while it is open. */
  readonly sealedAt: string | null;
  /** It takes no writes. One without a mark is not sealed: it was begun and not finished, or is blocked for another reason. */
  readonly isBlocked: boolean;
  /** Primaries and copies. */
  readonly shards: number;
}

const Listing = z.record(
  z.string(),
  z.object({
    mappings: z.object({ _meta: z.object({ sealed_at: z.string() }) }).optional(),
    settings: z.object({
      index: z.object({
        number_of_shards: z.coerce.number(),
        number_of_replicas: z.coerce.number(),
        blocks: z.object({ write: z.string() }).optional(),
      }),
    }),
  }),
);
const INDEX = "*.settings.index";
const LISTED = `*.mappings._meta.sealed_at,${INDEX}.number_of_shards,${INDEX}.number_of_replicas,${INDEX}.blocks.write`;

/**
 * The windows that exist, by week as `2026-w12`, each with its generations from the first on.
 * @throws BulkFault by the class of what was answered, `retriable` when the store did not answer.
 */
export async function listGenerations(
  es: Elasticsearch,
  windowPrefix: string,
): Promise<Map<string, readonly Generation[]>> {
  const path = `/${windowPrefix}*`;
  const answer = await es.transport
    .request({ method: "GET", path, querystring: { filter_path: LISTED } })
    .catch((fault: unknown) => {
      throw asBulkFault(path, fault);
    });
  const byWindow = new Map<string, Generation[]>();
  for (const [index, { mappings, settings }] of Object.entries(Listing.parse(answer))) {
    const named = generationNamed(index.slice(windowPrefix.length));
    if (!named) continue;
    const { number_of_shards, number_of_replicas, blocks } = settings.index;
    const generation = {
      index,
      number: named.number,
      sealedAt: mappings?._meta.sealed_at ?? null,
      isBlocked: blocks?.write === "true",
      shards: number_of_shards * (1 + number_of_replicas),
    };
    byWindow.set(named.window, [...(byWindow.get(named.window) ?? []), generation]);
  }
  for (const generations of byWindow.values()) generations.sort((a, b) => a.number - b.number);
  return byWindow;
}
