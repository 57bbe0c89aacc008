import { RELEASABLE } from "@/lib/domain/outcome";
import { pageThrough } from "@/lib/es/page-through";
import { asUnavailable } from "@/lib/es/search-fault";
import type { RepairStores } from "../repair-stores";
import { entriesById, type FoundEntry } from "./entries-by-id";
import { entryIn } from "./entry";
import { entriesThatPass, type ReleaseFilter } from "./entry-filter";

const PER_PAGE = 500;

/**
 * The entries that are named, or those that pass, have a time of their own to be corrected, and were not decided to their
 * end; page by page, the first kept first.
 * @throws AppError as `entriesById` does.
 */
export async function* openEntries(
  { ids, filter }: { readonly ids: readonly string[]; readonly filter: ReleaseFilter },
  stores: Pick<RepairStores, "es" | "names">,
): AsyncGenerator<readonly FoundEntry[]> {
  const named = [...new Set(ids)];
  for (let from = 0; from < named.length; from += PER_PAGE)
    yield await entriesById(named.slice(from, from + PER_PAGE), stores);
  if (named.length === 0) yield* entriesPassing(filter, stores);
}

async function* entriesPassing(
  filter: ReleaseFilter,
  { es, names }: Pick<RepairStores, "es" | "names">,
): AsyncGenerator<readonly FoundEntry[]> {
  const isOpen = [
    { terms: { decision: ["waiting", "releasing"] } },
    { terms: { reason: RELEASABLE } },
    { exists: { field: "event_at" } },
  ];
  const query = { bool: { filter: [...isOpen, entriesThatPass(filter)] } };
  const question = { query, sort: [{ stored_at: "asc" }], perPage: PER_PAGE };
  try {
    for await (const documents of pageThrough(es, names.quarantine, question))
      yield documents.flatMap(({ id, source, seqNo, primaryTerm }) => {
        const entry = entryIn(id, source);
        return entry ? [{ entry, seqNo, primaryTerm }] : [];
      });
  } catch (fault) {
    throw asUnavailable("release-quarantined", fault);
  }
}
