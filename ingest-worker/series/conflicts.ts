import { fromDocument, type StoredReading, toDocument } from "@/lib/domain/stored-reading";
import { type BulkItem, sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import { readByIds, type StoredDocument } from "@/lib/es/read-by-id";
import { fold, type LostValue, type Resolved } from "./fold";

export interface Conflict {
  readonly row: number;
  /** Identity as Elasticsearch derived it. */
  readonly id: string;
  /** The incoming reading's document, arrival fields included. */
  readonly incoming: Readonly<Record<string, unknown>>;
  /** What it was joined with was refused: it is joined with nothing but what is stored. */
  readonly isAlone?: boolean;
}

/** A stored reading to be replaced by its join with incoming ones. */
export interface Replacement {
  readonly conflicts: readonly Conflict[];
  readonly resolved: readonly Resolved[];
  /** Bulk lines. */
  readonly lines: string;
}

export interface JoinPlan {
  /** Nothing is to be written for these. */
  readonly resolved: readonly Resolved[];
  readonly replacements: readonly Replacement[];
  /** To be kept in quarantine before anything is replaced: afterwards the window no longer has them. */
  readonly lost: readonly LostValue[];
  /** Gone from the store in between: to be created again. */
  readonly absent: readonly Conflict[];
}

export interface Replaced {
  readonly done: readonly Replacement[];
  /** Met a newer version: to be read again. */
  readonly open: readonly Conflict[];
  readonly refused: readonly { readonly replacement: Replacement; readonly item: BulkItem }[];
}

/** Identity from the reason of a 409: `[<id>][<dimensions>@<time>]: version conflict …`. */
export function identityIn(reason: string | undefined): string | null {
  return /^\[([^\]]+)\]/.exec(reason ?? "")?.[1] ?? null;
}

/**
 * Reads what is stored under conflicting identities and plans what joining them takes. Writes nothing.
 * @throws BulkFault when the store did not answer.
 */
export async function planJoins(
  es: Elasticsearch,
  index: string,
  conflicts: readonly Conflict[],
): Promise<JoinPlan> {
  const ids = [...new Set(conflicts.map((conflict) => conflict.id))];
  const found = new Map(
    (await readByIds(es, index, ids)).flatMap((doc) => (doc ? [[doc.id, doc] as const] : [])),
  );
  const resolved: Resolved[] = [];
  const replacements: Replacement[] = [];
  const lost: LostValue[] = [];
  const absent: Conflict[] = [];
  for (const group of foldable(conflicts)) {
    const [{ id }] = group;
    const stored = found.get(id);
    if (!stored) {
      absent.push(...group);
      continue;
    }
    const incoming = group.map(({ row, incoming: document }) => ({ row, reading: fromDocument(document) }));
    const folded = fold(fromDocument(stored.source), incoming);
    for (const value of folded.lost) lost.push(value);
    if (folded.differs)
      replacements.push({
        conflicts: group,
        resolved: folded.resolved,
        lines: replacementLines(stored, folded.reading),
      });
    else resolved.push(...folded.resolved);
  }
  return { resolved, replacements, lost, absent };
}

/** Conflicts that are joined before one write, in their order: those of an identity, but for those that stand alone. */
function foldable(conflicts: readonly Conflict[]): [Conflict, ...Conflict[]][] {
  const groups: [Conflict, ...Conflict[]][] = [];
  const byId = new Map<string, [Conflict, ...Conflict[]]>();
  for (const conflict of conflicts) {
    const known = conflict.isAlone ? undefined : byId.get(conflict.id);
    if (known) known.push(conflict);
    else {
      const group: [Conflict, ...Conflict[]] = [conflict];
      groups.push(group);
      if (!conflict.isAlone) byId.set(conflict.id, group);
    }
  }
  return groups;
}

/**
 * To be tried each by itself, where the store refuses what they were joined to. At most one of them is written, and the
 * others meet a newer version: which of them are refused is known after that.
 */
export const apart = ({ conflicts }: Replacement): Conflict[] =>
  conflicts.map((conflict) => ({ ...conflict, isAlone: true }));

/**
 * Replaces stored readings that are still of the version that was read.
 * @throws BulkFault when the store did not answer.
 */
export async function replaceStored(
  es: Elasticsearch,
  index: string,
  replacements: readonly Replacement[],
): Promise<Replaced> {
  const body = Buffer.from(replacements.map(({ lines }) => lines).join(""));
  const answer = await sendBulk(es, index, body);
  if (answer.allDone) return { done: replacements, open: [], refused: [] };
  const done: Replacement[] = [];
  const open: Conflict[] = [];
  const refused: { replacement: Replacement; item: BulkItem }[] = [];
  for (const [at, replacement] of replacements.entries()) {
    const item = answer.items[at];
    if (!item)
      throw new Error(`the store answered for ${answer.items.length} of ${replacements.length} rows`);
    if (item.kind === "done") done.push(replacement);
    else if (item.kind === "conflict") open.push(...replacement.conflicts.map(together));
    else refused.push({ replacement, item });
  }
  return { done, open, refused };
}

const together = ({ row, id, incoming }: Conflict): Conflict => ({ row, id, incoming });

/** Everything else that is stored stays: dimensions, first arrival, and fields that only a newer version knows. */
function replacementLines(stored: StoredDocument, reading: StoredReading): string {
  const document = { ...stored.source, ...toDocument(reading) };
  const action = { index: { if_seq_no: stored.seqNo, if_primary_term: stored.primaryTerm } };
  return `${JSON.stringify(action)}\n${JSON.stringify(document)}\n`;
}
