import { z } from "zod";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { asUnavailable } from "@/lib/es/search-fault";
import type { RepairStores } from "../repair-stores";
import { requireRepairer } from "../require-repairer";
import { type Entry, entryIn } from "./entry";
import { EntryFilter, entriesThatPass } from "./entry-filter";

const OPERATION = "list-quarantine";
const TIMEOUT_MS = 10_000;

/** As many as the store sorts for a page. */
export const REACHABLE_ENTRIES = 10_000;

export const ListQuarantineInput = EntryFilter.extend({
  skip: z.int().min(0).max(REACHABLE_ENTRIES).default(0),
  limit: z.int().min(1).max(1_000).default(50),
}).refine(({ skip, limit }) => skip + limit <= REACHABLE_ENTRIES, {
  message: `expected skip and limit of at most ${REACHABLE_ENTRIES} together: narrow the list`,
});

export interface ListedEntries {
  /** The newest first, at most `limit` after `skip`, without what they hold. */
  readonly entries: readonly Omit<Entry, "reading">[];
  readonly total: number;
  /** Of all that match. */
  readonly sums: readonly { readonly reason: string; readonly decision: string; readonly entries: number }[];
}

const Buckets = z.object({ buckets: z.array(z.object({ key: z.string(), doc_count: z.number() })) });
const Answer = z.object({
  timed_out: z.literal(false),
  hits: z.object({
    total: z.object({ value: z.number() }),
    hits: z.array(z.object({ _id: z.string(), _source: z.record(z.string(), z.unknown()) })),
  }),
  aggregations: z.object({
    reasons: z.object({
      buckets: z.array(z.object({ key: z.string(), decisions: Buckets })),
    }),
  }),
});

/** Entries of the quarantine that match, and how many there are of each reason and decision. @throws AppError `forbidden`, `invalid`, `unavailable`. */
export async function listQuarantine(
  author: Author,
  input: z.input<typeof ListQuarantineInput>,
  { es, names }: Pick<RepairStores, "es" | "names">,
): Promise<ListedEntries> {
  requireRepairer(author);
  const { skip, limit, ...filter } = parseInput(ListQuarantineInput, input);
  const body = {
    from: skip,
    size: limit,
    query: entriesThatPass(filter),
    sort: [{ stored_at: "desc" }],
    track_total_hits: true,
    timeout: `${TIMEOUT_MS}ms`,
    _source: { excludes: ["reading"] },
    aggs: { reasons: { terms: { field: "reason" }, aggs: { decisions: { terms: { field: "decision" } } } } },
  };
  const path = `/${names.quarantine}/_search`;
  const answer = await es.transport
    .request({ method: "POST", path, body }, { requestTimeout: TIMEOUT_MS + 2_000 })
    .then((found) => Answer.parse(found))
    .catch((fault: unknown) => {
      throw asUnavailable(OPERATION, fault);
    });
  return {
    entries: answer.hits.hits.flatMap(({ _id, _source }) => {
      const entry = entryIn(_id, { ..._source, reading: {} });
      if (!entry) return [];
      const { reading: _reading, ...listed } = entry;
      return [listed];
    }),
    total: answer.hits.total.value,
    sums: answer.aggregations.reasons.buckets.flatMap(({ key: reason, decisions }) =>
      decisions.buckets.map(({ key: decision, doc_count: entries }) => ({ reason, decision, entries })),
    ),
  };
}
