import { ReleaseFilter } from "@/lib/repair/quarantine/entry-filter";
import type { ListedEntries } from "@/lib/repair/quarantine/list-quarantine";

/**
 * All that a list is narrowed to and that can be released, and about how many; null where nothing narrows it, or what
 * does lets nothing through that could be.
 */
export function releaseOf(
  { decision, ...narrowed }: Readonly<Record<string, string | number>>,
  sums: ListedEntries["sums"],
): { readonly filter: ReleaseFilter; readonly count: number } | null {
  const filter = ReleaseFilter.safeParse(narrowed).data;
  if (!filter || Object.keys(filter).length === 0) return null;
  if (decision !== undefined && !OPEN.has(String(decision))) return null;
  const count = sums
    .filter(
      ({ reason, decision: found }) => OPEN.has(found) && (filter.reason ?? "ahead-of-clock") === reason,
    )
    .reduce((sum, { entries }) => sum + entries, 0);
  return count === 0 ? null : { filter, count };
}

const OPEN = new Set(["waiting", "releasing"]);
