import { z } from "zod";
import { BulkFault } from "./bulk";
import type { Elasticsearch } from "./client";
import { asBulkFault } from "./request-fault";

/** A longer list of names does not fit the URL (4 KB). */
const MAX_TARGET_LENGTH = 3_500;

/**
 * Lets the next search see everything that was written before.
 * @throws BulkFault by the class of what was answered, `retriable` when the store did not answer.
 */
export async function refreshIndex(es: Elasticsearch, index: string): Promise<void> {
  await refresh(es, index);
}

const Answer = z.object({ _shards: z.object({ total: z.number(), failed: z.number() }) });

/**
 * The same for many. By their names: a pattern that somebody may not refresh matches nothing, and is answered as if all
 * were well.
 * @throws BulkFault as above, and `retriable` where not every copy was refreshed.
 */
export async function refreshIndices(es: Elasticsearch, indices: readonly string[]): Promise<void> {
  for (const names of targetsOf(indices)) {
    const { _shards } = Answer.parse(await refresh(es, names));
    if (_shards.total === 0 || _shards.failed > 0)
      throw new BulkFault("retriable", 0, `/_refresh: ${_shards.failed} of ${_shards.total} shards failed`);
  }
}

function targetsOf(indices: readonly string[]): string[] {
  const targets: string[] = [];
  for (const index of indices) {
    const last = targets.at(-1);
    if (last !== undefined && last.length + index.length < MAX_TARGET_LENGTH)
      targets[targets.length - 1] = `${last},${index}`;
    else targets.push(index);
  }
  return targets;
}

async function refresh(es: Elasticsearch, target: string): Promise<unknown> {
  const path = `/${target}/_refresh`;
  return es.transport.request<unknown>({ method: "POST", path }).catch((fault: unknown) => {
    throw asBulkFault(path, fault);
  });
}
