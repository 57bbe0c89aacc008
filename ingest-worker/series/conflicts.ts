import { joinReadings } from "@/lib/domain/join";
import type { OutcomeKind } from "@/lib/domain/outcome";
import { fromDocument, type StoredReading, toDocument } from "@/lib/domain/stored-reading";
import { type BulkItem, sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import { readByIds, type StoredDocument } from "@/lib/es/read-by-id";

export interface Conflict {
  readonly row: number;
  /** Identity as Elasticsearch derived it. */
  readonly id: string;
  /** The incoming reading's document, arrival fields included. */
  readonly incoming: Readonly<Record<string, unknown>>;
}

/** What a row came to that met a stored reading of its identity. */
export interface Resolved {
  readonly row: number;
  readonly outcome: Extract<OutcomeKind, "duplicate" | "merged" | "collided" | "quarantined">;
  /** What all say together that are kept of its identity. */
  readonly reading: StoredReading;
}

/** A stored reading to be replaced by its join with an incoming one. */
export interface Replacement {
  readonly conflict: Conflict;
  readonly resolved: Resolved;
  /** Bulk lines. */
  readonly lines: string;
}

/** A value that a greater one of the same field and identity replaces, and the row it was met by. */
interface LostValue {
  readonly row: number;
  readonly reading: StoredReading;
}

export interface JoinPlan {
  /** Nothing is to be written for these. */
  readonly resolved: readonly Resolved[];
  readonly replacements: readonly Replacement[];
  /** To be kept in quarantine before anything is replaced: afterwards the window no longer has them. */
  readonly lost: readonly LostValue[];
  /** A replacement of the same identity is planned: to be read again after it. */
  readonly open: readonly Conflict[];
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
  const replacements = new Map<string, Replacement>();
  const lost: LostValue[] = [];
  const open: Conflict[] = [];
  const absent: Conflict[] = [];
  for (const conflict of conflicts) {
    const stored = found.get(conflict.id);
    if (!stored) absent.push(conflict);
    else if (replacements.has(conflict.id)) open.push(conflict);
    else {
      const { row, id } = conflict;
      const joined = joinReadings(fromDocument(stored.source), fromDocument(conflict.incoming));
      const outcome = joined.lost.length > 0 ? "collided" : joined.differsFromA ? "merged" : "duplicate";
      const settled: Resolved = { row, outcome, reading: joined.reading };
      for (const reading of joined.lost) lost.push({ row, reading });
      if (joined.differsFromA)
        replacements.set(id, {
          conflict,
          resolved: settled,
          lines: replacementLines(stored, joined.reading),
        });
      else resolved.push(settled);
    }
  }
  return { resolved, replacements: [...replacements.values()], lost, open, absent };
}

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
    else if (item.kind === "conflict") open.push(replacement.conflict);
    else refused.push({ replacement, item });
  }
  return { done, open, refused };
}

/** Everything else that is stored stays: dimensions, first arrival, and fields that only a newer version knows. */
function replacementLines(stored: StoredDocument, reading: StoredReading): string {
  const document = { ...stored.source, ...toDocument(reading) };
  const action = { index: { if_seq_no: stored.seqNo, if_primary_term: stored.primaryTerm } };
  return `${JSON.stringify(action)}\n${JSON.stringify(document)}\n`;
}
