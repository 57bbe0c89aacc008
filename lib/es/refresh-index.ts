import type { Elasticsearch } from "./client";
import { asBulkFault } from "./request-fault";

/**
 * Lets the next search see everything that was written before.
 * @throws BulkFault by the class of what was answered, `retriable` when the store did not answer.
 */
export async function refreshIndex(es: Elasticsearch, index: string): Promise<void> {
  const path = `/${index}/_refresh`;
  await es.transport.request<unknown>({ method: "POST", path }).catch((fault: unknown) => {
    throw asBulkFault(path, fault);
  });
}
