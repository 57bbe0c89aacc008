import { z } from "zod";
import type { Names } from "@/lib/domain/names";
import { RIDE_VERSION } from "@/lib/domain/ride-document";
import { BulkFault, sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import { readByIds } from "@/lib/es/read-by-id";
import { createStateScan } from "@/lib/es/scan-states";
import { throwRetriable } from "@/lib/es/throw-retriable";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import { markOfAll } from "./ride-marks";

const BIKES_PER_PAGE = 1_000;
/** Id of the document that says so, of what rides are now. */
const DONE = `all-marked-${RIDE_VERSION}`;
const State = z.object({ bike_id: z.string() });

/**
 * Marks all bikes that have a state, once for each version of what rides are: their readings were stored before there were
 * such rides, or what was computed of them is lost. What is interrupted begins anew. Whoever else does the same at that time marks them twice, which changes nothing.
 * @returns how many were marked.
 * @throws BulkFault `retriable` where the store does not answer.
 */
export async function markAllOnce(
  es: Elasticsearch,
  names: Names,
  publish: (marks: readonly OutgoingMessage[]) => Promise<void>,
): Promise<number> {
  const signal = new AbortController().signal;
  const scan = createStateScan(es, names, "mark-all-once", { fields: ["bike_id"], pageSize: BIKES_PER_PAGE });
  try {
    const [done] = await readByIds(es, names.rides, [DONE]);
    if (done) return 0;
    await scan.refresh(signal);
    let marked = 0;
    for (let after: string | null = null; ; ) {
      const ids: string[] = (await scan.page(after, signal)).map((state) => State.parse(state).bike_id);
      if (ids.length > 0) await publish(ids.map(markOfAll));
      marked += ids.length;
      after = ids.at(-1) ?? null;
      if (ids.length === BIKES_PER_PAGE && after !== null) continue;
      await keepDone(es, names.rides);
      return marked;
    }
  } catch (fault) {
    return throwRetriable(fault);
  }
}

async function keepDone(es: Elasticsearch, index: string): Promise<void> {
  const lines = `${JSON.stringify({ index: { _id: DONE } })}\n${JSON.stringify({ kind: "all-marked" })}\n`;
  const answer = await sendBulk(es, index, Buffer.from(lines));
  if (!answer.allDone)
    throw new BulkFault("retriable", 0, `${index}: it was not kept that all bikes are marked`);
}
