import { differingDocuments } from "@/lib/consent/projection/differing-documents";
import { keysOfBikes } from "@/lib/consent/projection/grant-keys";
import { holdBikes } from "@/lib/consent/projection/hold-bikes";
import { judgedRides, projectedRides } from "@/lib/consent/projection/projected-rides";
import { bikePseudonym } from "@/lib/consent/projection/pseudonyms";
import { readBasis } from "@/lib/consent/projection/read-basis";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import { pagesOfBikes } from "@/lib/es/pages-of-bikes";
import type { ProjectorOptions } from "./projector";
import { readRides } from "./read-rides";

const EVER = { fromMs: null, toMs: null };
const ALL_DAYS = { fromDay: null, toDay: null };
const BIKES_AT_ONCE = 50;

/** A ride of a bike for a purpose that is not kept as it is to be. */
interface DifferingDocument {
  readonly bikeId: string;
  readonly purpose: string;
  readonly day: string;
  readonly kind: "missing" | "other" | "too many";
}

export interface VerifiedBikes {
  readonly bikes: number;
  readonly documents: number;
  readonly differing: readonly DifferingDocument[];
}

/**
 * Computes the consented rides of bikes anew, and compares them with those that are kept. Bikes are held meanwhile, so that what is
 * being changed is no difference; nothing is written.
 */
export async function* verifyProjection(options: ProjectorOptions): AsyncGenerator<VerifiedBikes> {
  for await (const page of pagesOfBikes(options.es, options.rides, { term: { kind: "ride" } }))
    for (let from = 0; from < page.length; from += BIKES_AT_ONCE)
      yield await verifyBikes(options, page.slice(from, from + BIKES_AT_ONCE));
}

function verifyBikes(options: ProjectorOptions, ids: readonly string[]): Promise<VerifiedBikes> {
  const { db, es, rides, store, wrapping, zone } = options;
  return db.transaction(async (held) => {
    await holdBikes(held, ids);
    const keys = await keysOfBikes(held, ids, wrapping);
    await store.refresh();
    const basis = await readBasis(held, ids);
    const found = await readRides(
      es,
      rides,
      ids.map((bikeId) => ({ bikeId, moments: [EVER] })),
    );
    const differing: DifferingDocument[] = [];
    let documents = 0;
    for (const [at, bikeId] of ids.entries()) {
      const own = keys.get(bikeId) ?? new Map();
      const bikes = [...own.values()].map((key) => bikePseudonym(key, bikeId));
      const [kept = []] = bikes.length === 0 ? [] : await store.kept([{ bikes, spans: [ALL_DAYS] }]);
      const judged = judgedRides(found[at] ?? [], basis.of(bikeId), zone);
      // What counts by a grant that has no key yet is of a mark that waits, and missing.
      const hasKey = judged.filter(({ verdict }) => verdict.kind === "out" || own.has(verdict.position));
      const bike = { bikeId, entityVersion: basis.entityVersion(bikeId), position: basis.position };
      const { made, changed, removed } = differingDocuments(kept, projectedRides(bike, hasKey, own));
      const differ = (kind: DifferingDocument["kind"]) => (of: Pick<ConsentedRide, "purpose" | "day">) =>
        differing.push({ bikeId, purpose: of.purpose, day: of.day, kind });
      for (const one of judged) if (!hasKey.includes(one)) differ("missing")(one);
      for (const { document } of made) differ("missing")(document);
      for (const { document } of changed) differ("other")(document);
      for (const { document } of removed) differ("too many")(document);
      documents += kept.length;
    }
    return { bikes: ids.length, documents, differing };
  });
}
