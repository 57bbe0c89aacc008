import { z } from "zod";
import type { Names } from "@/lib/domain/names";
import { AppError } from "@/lib/errors";
import { BulkFault } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import { createStateScan } from "@/lib/es/scan-states";
import { createSearch } from "@/lib/es/search";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import { markOfAll } from "./ride-marks";

const BIKES_PER_PAGE = 1_000;
const State = z.object({ bike_id: z.string() });

/**
 * Where no ride was ever computed, marks all bikes that have a state: their readings were stored before there were rides, or
 * what was computed of them is lost. Whoever else does the same at that time marks them twice, which changes nothing.
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
    const any = await createSearch(es, names).rides("mark-all-once", { match_all: {} }, { size: 1 });
    if (any.hits.length > 0) return 0;
    await scan.refresh(signal);
    let marked = 0;
    for (let after: string | null = null; ; ) {
      const ids: string[] = (await scan.page(after, signal)).map((state) => State.parse(state).bike_id);
      if (ids.length > 0) await publish(ids.map(markOfAll));
      marked += ids.length;
      after = ids.at(-1) ?? null;
      if (ids.length < BIKES_PER_PAGE || after === null) return marked;
    }
  } catch (fault) {
    if (fault instanceof AppError && fault.code === "unavailable")
      throw new BulkFault("retriable", 0, fault.message, fault);
    throw fault;
  }
}
