import { INGEST_CLIENT, LATENESS_SECONDS } from "@/lib/domain/fields";
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

export interface Resolved {
  readonly row: number;
  readonly outcome: Extract<OutcomeKind, "duplicate" | "merged" | "collided">;
  /** What the window holds now. */
  readonly reading: StoredReading;
  /** Readings that lost a field; kept in quarantine. */
  readonly losers: readonly StoredReading[];
}

export interface JoinAttempt {
  readonly resolved: readonly Resolved[];
  /** Met a newer version, or a write of this attempt: to be read again. */
  readonly open: readonly Conflict[];
  /** Gone from the store in between: to be created again. */
  readonly absent: readonly Conflict[];
  readonly refused: readonly { readonly conflict: Conflict; readonly item: BulkItem }[];
}

/** Identity from the reason of a 409: `[<id>][<dimensions>@<time>]: version conflict …`. */
export function identityIn(reason: string | undefined): string | null {
  return /^\[([^\]]+)\]/.exec(reason ?? "")?.[1] ?? null;
}

/**
 * One attempt to join conflicting readings into what is stored.
 * @throws BulkFault when the store did not answer.
 */
export async function joinIntoStored(
  es: Elasticsearch,
  index: string,
  conflicts: readonly Conflict[],
): Promise<JoinAttempt> {
  const ids = [...new Set(conflicts.map((conflict) => conflict.id))];
  const found = new Map(
    (await readByIds(es, index, ids)).flatMap((doc) => (doc ? [[doc.id, doc] as const] : [])),
  );
  const resolved: Resolved[] = [];
  const open: Conflict[] = [];
  const absent: Conflict[] = [];
  const writes: { conflict: Conflict; settled: Resolved; lines: string }[] = [];
  const writing = new Set<string>();
  for (const conflict of conflicts) {
    const stored = found.get(conflict.id);
    if (!stored) {
      absent.push(conflict);
      continue;
    }
    if (writing.has(conflict.id)) {
      open.push(conflict);
      continue;
    }
    const settled = resolve(conflict, stored);
    if (!settled.changed) {
      resolved.push(settled);
      continue;
    }
    writing.add(conflict.id);
    writes.push({ conflict, settled, lines: replacement(stored, settled.reading) });
  }
  if (writes.length === 0) return { resolved, open, absent, refused: [] };

  const answer = await sendBulk(es, index, Buffer.from(writes.map((write) => write.lines).join("")));
  const refused: { conflict: Conflict; item: BulkItem }[] = [];
  for (const [at, { conflict, settled }] of writes.entries()) {
    const item = answer.allDone ? undefined : answer.items[at];
    if (!item || item.kind === "done") resolved.push(settled);
    else if (item.kind === "conflict") open.push(conflict);
    else refused.push({ conflict, item });
  }
  return { resolved, open, absent, refused };
}

function resolve(conflict: Conflict, stored: StoredDocument): Resolved & { changed: boolean } {
  const before = fromDocument(stored.source);
  const incoming = fromDocument(conflict.incoming);
  const joined = joinReadings(before, incoming);
  const losers = [...(joined.aLost ? [before] : []), ...(joined.bLost ? [incoming] : [])];
  const outcome = losers.length > 0 ? "collided" : joined.differsFromA ? "merged" : "duplicate";
  return { row: conflict.row, outcome, reading: joined.reading, losers, changed: joined.differsFromA };
}

/** Bulk lines that replace a stored reading, keeping dimensions and what describes its first arrival. */
function replacement(stored: StoredDocument, reading: StoredReading): string {
  const document = {
    ...toDocument(reading),
    bike_id: stored.source.bike_id,
    source: stored.source.source,
    [LATENESS_SECONDS]: stored.source[LATENESS_SECONDS],
    [INGEST_CLIENT]: stored.source[INGEST_CLIENT],
  };
  const action = { index: { if_seq_no: stored.seqNo, if_primary_term: stored.primaryTerm } };
  return `${JSON.stringify(action)}\n${JSON.stringify(document)}\n`;
}
