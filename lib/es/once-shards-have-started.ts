import { errors } from "@elastic/elasticsearch";
import { pause } from "@/lib/retry";
import { BulkFault } from "./bulk";

/** A window's index can be asked as soon as it is made, and answers when its shard has started. */
const WAITS_MS = [100, 200, 400, 800];

/** Asks again for as long as shards take to start. @throws what the last attempt threw, or why it was given up. */
export async function onceShardsHaveStarted<T>(ask: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (const waitMs of WAITS_MS) {
    try {
      return await ask();
    } catch (fault) {
      if (!isStarting(fault) || signal?.aborted) throw fault;
      await pause(waitMs);
      signal?.throwIfAborted();
    }
  }
  return ask();
}

const isStarting = (fault: unknown): boolean =>
  fault instanceof errors.ResponseError
    ? fault.statusCode === 503
    : fault instanceof BulkFault && fault.status === 503;
