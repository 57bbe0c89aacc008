import { BulkFault, sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";

/** An action of a bulk with its document, where it has one. */
export const lines = (action: object, document?: object): string =>
  document === undefined
    ? `${JSON.stringify(action)}\n`
    : `${JSON.stringify(action)}\n${JSON.stringify(document)}\n`;

/** @throws BulkFault where one item was neither done nor met another version. */
export async function sendLines(es: Elasticsearch, index: string, actions: readonly string[]) {
  if (actions.length === 0) return [];
  const answer = await sendBulk(es, index, Buffer.from(actions.join("")), { versions: true });
  if (answer.allDone) throw new Error("a bulk with versions answered without items");
  for (const { kind, status, type, reason } of answer.items) {
    // What is deleted may be gone already.
    if (kind === "done" || kind === "conflict" || (status === 404 && type === undefined)) continue;
    const isToWait = kind === "retriable" || kind === "broken";
    throw new BulkFault(isToWait ? kind : "unknown", status, `${index}: ${status} ${type}: ${reason}`);
  }
  return answer.items;
}
