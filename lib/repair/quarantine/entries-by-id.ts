import { AppError } from "@/lib/errors";
import { BulkFault } from "@/lib/es/bulk";
import type { FoundDocument } from "@/lib/es/page-through";
import { readByIds } from "@/lib/es/read-by-id";
import type { RepairStores } from "../repair-stores";
import { type Entry, entryIn } from "./entry";

/** An entry, and its version in the index. */
export interface FoundEntry extends Pick<FoundDocument, "seqNo" | "primaryTerm"> {
  readonly entry: Entry;
}

/**
 * Entries by their ids, as they are now. @throws AppError `not-found` for an id that there is not, `unsupported` for what
 * a newer version keeps, `unavailable`.
 */
export async function entriesById(
  ids: readonly string[],
  { es, names }: Pick<RepairStores, "es" | "names">,
): Promise<FoundEntry[]> {
  const documents = await readByIds(es, names.quarantine, ids).catch((fault: unknown) => {
    throw fault instanceof BulkFault ? unavailable("the quarantine cannot be read", fault) : fault;
  });
  return ids.map((id, at) => {
    const document = documents[at];
    if (!document) throw new AppError("not-found", `expected the id of an entry, got ${id}`);
    const entry = entryIn(id, document.source);
    if (!entry) throw new AppError("unsupported", `expected an entry that this version knows, got ${id}`);
    return { entry, seqNo: document.seqNo, primaryTerm: document.primaryTerm };
  });
}

export const unavailable = (what: string, cause: unknown): AppError =>
  new AppError("unavailable", what, { retryAfterSeconds: 2, cause });
