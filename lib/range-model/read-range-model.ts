import type { Names } from "@/lib/domain/names";
import { RANGE_MODEL_ID, RangeModelDocument } from "@/lib/domain/range-model";
import { AppError } from "@/lib/errors";
import type { Elasticsearch } from "@/lib/es/client";
import { asUnavailable } from "@/lib/es/search-fault";

const TIMEOUT_MS = 10_000;
const OPERATION = "range-model";

/**
 * The published model of range and riding time; null where none is.
 * @param es as a user that may read published figures.
 * @throws AppError `unavailable`.
 */
export async function readRangeModel(es: Elasticsearch, names: Names): Promise<RangeModelDocument | null> {
  const answer = await es.transport
    .request<{ found?: boolean; _source?: unknown }>(
      { method: "GET", path: `/${names.figures}/_doc/${encodeURIComponent(RANGE_MODEL_ID)}` },
      { requestTimeout: TIMEOUT_MS, headers: { "x-opaque-id": OPERATION }, ignore: [404] },
    )
    .catch((fault: unknown) => {
      throw asUnavailable(OPERATION, fault);
    });
  if (answer.found === undefined)
    throw new AppError("unavailable", `${OPERATION}: the index of figures is missing`);
  return answer.found ? RangeModelDocument.parse(answer._source) : null;
}
