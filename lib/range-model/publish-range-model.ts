import type { Names } from "@/lib/domain/names";
import { RANGE_MODEL, RANGE_MODEL_ID, RangeModelDocument, rangeModelIdOf } from "@/lib/domain/range-model";
import type { Elasticsearch } from "@/lib/es/client";
import { readByIds } from "@/lib/es/read-by-id";
import { asBulkFault } from "@/lib/es/request-fault";
import { learnRangeModel, RANGE_MODEL_FORMULA } from "@/lib/estimates/learn-range-model";
import type { LearnedRide } from "@/lib/estimates/ride-facts";

/** What a model is learned from, and when. */
export interface Learning {
  /** Rides that count for the range model, of riders whose pseudonyms are not excluded. */
  readonly rides: readonly LearnedRide[];
  /** Of the ledger when they were read. */
  readonly position: number;
  readonly atMs: number;
  /** Whether no difference of this and all earlier publications tells of fewer riders than may be told of. */
  readonly mayFollow: boolean;
}

export type Publication = "published" | "same" | "too-few-riders" | "too-few-changed";

/**
 * Learns the range model and publishes it in the place of the one before, which is kept under its revision: what could be
 * estimated of a ride is asked for long after.
 * @param es as a user that may write figures.
 * @throws BulkFault by the class of what was answered.
 */
export async function publishRangeModel(
  es: Elasticsearch,
  names: Names,
  { rides, position, atMs, mayFollow }: Learning,
): Promise<Publication> {
  const [stored] = await readByIds(es, names.figures, [RANGE_MODEL_ID]);
  const before = stored ? RangeModelDocument.parse(stored.source) : null;
  const model = learnRangeModel(rides);
  if (model === null) return "too-few-riders";
  const isSameWay = before?.formula === RANGE_MODEL_FORMULA;
  if (
    before &&
    isSameWay &&
    JSON.stringify(before.model) === JSON.stringify(RangeModelDocument.shape.model.parse(model))
  )
    return "same";
  // Also where the document before is gone: others may have kept it.
  if (!mayFollow) return "too-few-changed";
  const document: RangeModelDocument = {
    ...{ kind: "model", definition: RANGE_MODEL, purpose: RANGE_MODEL },
    ...{ revision: (before?.revision ?? 0) + 1, published_at: atMs, position, formula: RANGE_MODEL_FORMULA },
    model,
  };
  // Before it is gone; whoever is interrupted then keeps the same again.
  if (stored && before) await put(es, names, rangeModelIdOf(before.revision), stored.source, {});
  const only: Record<string, string> = stored
    ? { if_seq_no: String(stored.seqNo), if_primary_term: String(stored.primaryTerm) }
    : { op_type: "create" };
  await put(es, names, RANGE_MODEL_ID, document, only);
  return "published";
}

async function put(
  es: Elasticsearch,
  { figures }: Names,
  id: string,
  body: object,
  querystring: Readonly<Record<string, string>>,
): Promise<void> {
  const path = `/${figures}/_doc/${encodeURIComponent(id)}`;
  await es.transport.request({ method: "PUT", path, querystring, body }).catch((fault: unknown) => {
    throw asBulkFault(path, fault);
  });
}
