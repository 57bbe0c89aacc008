import type { ConsentedRide } from "@/lib/domain/consented-ride";

/** A document that is there, as of a version of it. */
export interface KeptDocument {
  readonly id: string;
  readonly seqNo: number;
  readonly primaryTerm: number;
  readonly document: ConsentedRide;
}

export interface DocumentChanges {
  readonly made: readonly { readonly id: string; readonly document: ConsentedRide }[];
  readonly changed: readonly { readonly kept: KeptDocument; readonly document: ConsentedRide }[];
  readonly removed: readonly KeptDocument[];
}

/** Exactly the documents that are not kept as they are to be; by which ride revision, entity and ledger is no difference. */
export function differingDocuments(
  kept: readonly KeptDocument[],
  wanted: ReadonlyMap<string, ConsentedRide>,
): DocumentChanges {
  const before = new Map(kept.map((one) => [one.id, one]));
  const made: { id: string; document: ConsentedRide }[] = [];
  const changed: { kept: KeptDocument; document: ConsentedRide }[] = [];
  for (const [id, document] of wanted) {
    const same = before.get(id);
    if (!same) made.push({ id, document });
    else if (contentText(same.document) !== contentText(document)) changed.push({ kept: same, document });
  }
  return { made, changed, removed: kept.filter(({ id }) => !wanted.has(id)) };
}

/** Purpose and day of each change, before and after. */
export const daysOfChanges = ({
  made,
  changed,
  removed,
}: DocumentChanges): { purpose: string; day: string }[] =>
  [
    ...made.map(({ document }) => document),
    ...changed.flatMap(({ kept, document }) => [kept.document, document]),
    ...removed.map(({ document }) => document),
  ].map(({ purpose, day }) => ({ purpose, day }));

/** Equal for equal contents, whatever order their keys have. */
function contentText(document: ConsentedRide): string {
  const { ride_revision: _, entity_version: __, position: ___, ...content } = document;
  return JSON.stringify(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : Number(a > b))));
}
