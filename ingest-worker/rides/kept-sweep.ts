import { z } from "zod";
import type { Elasticsearch } from "@/lib/es/client";
import { readByIds } from "@/lib/es/read-by-id";
import { lines, sendLines } from "./send-lines";

/** In the index of rides; no bike has such an id. */
const ID = "sweep";

/** How far the way through all bikes is. */
const Sweep = z.object({
  /** Of the rules by which all rides are to be made. */
  version: z.number(),
  /** The last bike that is done; null at the beginning. */
  after: z.string().nullable(),
  /** Bikes that were marked on this way. */
  marked: z.number(),
  /** When the next one begins, ms since epoch; null on the way. */
  rests_until_ms: z.number().nullable(),
});
export type Sweep = z.infer<typeof Sweep>;
const Document = z.object({ sweep: Sweep });

/** The same, as of a version of its document. */
export interface KeptSweep {
  readonly sweep: Sweep;
  readonly seqNo: number;
  readonly primaryTerm: number;
}

/** @throws BulkFault by the class of what was answered. */
export async function readSweep(es: Elasticsearch, index: string): Promise<KeptSweep | null> {
  const [found] = await readByIds(es, index, [ID]);
  if (!found) return null;
  const { seqNo, primaryTerm } = found;
  return { sweep: Document.parse(found.source).sweep, seqNo, primaryTerm };
}

/**
 * Keeps how far it is, where nobody else did since it was read.
 * @returns null where somebody did.
 * @throws BulkFault by the class of what was answered.
 */
export async function keepSweep(
  es: Elasticsearch,
  index: string,
  sweep: Sweep,
  over: KeptSweep | null,
): Promise<KeptSweep | null> {
  const action =
    over === null
      ? { create: { _id: ID } }
      : { index: { _id: ID, if_seq_no: over.seqNo, if_primary_term: over.primaryTerm } };
  const [item] = await sendLines(es, index, [lines(action, { kind: "sweep", sweep })]);
  if (item?.kind !== "done") return null;
  return { sweep, seqNo: item.seqNo ?? 0, primaryTerm: item.primaryTerm ?? 0 };
}
