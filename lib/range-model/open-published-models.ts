import type { Names } from "@/lib/domain/names";
import { RANGE_MODEL_ID, RangeModelDocument, rangeModelIdOf } from "@/lib/domain/range-model";
import type { Elasticsearch } from "@/lib/es/client";
import { readByIds } from "@/lib/es/read-by-id";

export type PublishedModels = () => Promise<readonly RangeModelDocument[]>;

/**
 * All range models that were ever published and are kept, in the order of their revisions, as of now. Those that others took
 * the place of never change and are read once.
 * @param es as a user that may read published figures.
 * @throws BulkFault by the class of what was answered.
 */
export function openPublishedModels(es: Elasticsearch, { figures }: Names): PublishedModels {
  const former = new Map<number, RangeModelDocument>();
  return async () => {
    const [current] = await readModels(es, figures, [RANGE_MODEL_ID]);
    const last = current?.revision ?? 0;
    // Where the index was lost, revisions begin anew.
    if (Math.max(0, ...former.keys()) >= last) former.clear();
    const unknown = Array.from({ length: Math.max(0, last - 1) }, (_, at) => at + 1).filter(
      (revision) => !former.has(revision),
    );
    if (unknown.length > 0)
      for (const model of await readModels(es, figures, unknown.map(rangeModelIdOf)))
        former.set(model.revision, model);
    const kept = [...former.values()].sort((a, b) => a.revision - b.revision);
    return current ? [...kept, current] : kept;
  };
}

async function readModels(es: Elasticsearch, index: string, ids: readonly string[]) {
  const found = await readByIds(es, index, ids);
  return found.flatMap((stored) => (stored ? [RangeModelDocument.parse(stored.source)] : []));
}
