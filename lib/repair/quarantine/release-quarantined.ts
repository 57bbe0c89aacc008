import { randomUUID } from "node:crypto";
import { z } from "zod";
import { asAuthor } from "@/lib/audit/as-author";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { signersOf } from "@/lib/riders/signers-of";
import { ReasonToChange, saysWhy, WITHOUT_WHY } from "../reason-to-change";
import type { RepairStores } from "../repair-stores";
import { requireRepairer } from "../require-repairer";
import { notApart } from "./apart";
import { type Corrected, correct } from "./correct";
import { beginReleases, endReleases } from "./decide";
import type { FoundEntry } from "./entries-by-id";
import { EntryId, ReleaseFilter } from "./entry-filter";
import { openEntries } from "./open-entries";
import { packetsOf } from "./packets-of";
import { attributeCorrected, signedIn, whySignerForbids } from "./signed";

export const Correction = z.union([z.strictObject({ offsetMs: z.int() }), z.strictObject({ atMs: z.int() })]);

export const ReleaseQuarantinedInput = z
  .strictObject({
    ids: z.array(EntryId).max(1_000).default([]),
    /** Of these those with a time of their own: how long a reading without one was on its way differs from the next. */
    filter: ReleaseFilter.default({}),
    correction: Correction,
    why: ReasonToChange.optional(),
    /** Of the entries that match, those that were kept first. */
    limit: z.int().min(1).max(10_000).default(1_000),
    /** Nothing is decided: tells what would be. */
    dryRun: z.boolean().default(false),
  })
  .refine(
    ({ ids, filter }) => ids.length > 0 !== Object.values(filter).some((value) => value !== undefined),
    {
      message: "expected either ids or a filter, got both or none",
    },
  )
  .refine(saysWhy, WITHOUT_WHY)
  .refine(({ ids, correction }) => "offsetMs" in correction || ids.length === 1, {
    message: "expected one id with a time, because readings of one instant would become one",
  });
type Request = z.output<typeof ReleaseQuarantinedInput>;
type Stores = Pick<RepairStores, "es" | "names" | "db" | "publisher" | "serviceEpochMs">;

export interface ReleasedEntry {
  readonly id: string;
  readonly bikeId: string;
  /** ms since epoch; null where the reading names no usable time. */
  readonly eventAtMs: number | null;
  readonly receivedAtMs: number;
  readonly outcome:
    | { readonly kind: "released" | "to-be-released"; readonly timeMs: number; readonly offsetMs: number }
    | { readonly kind: "not-released"; readonly why: string };
}

export interface ReleasedEntries {
  readonly entries: readonly ReleasedEntry[];
  /** Whether the limit was reached before the end. */
  readonly isCut: boolean;
}

/**
 * Gives readings of the quarantine, whose clock was wrong, their right time, and sends them on: as packets of the client
 * that sent them, with an arrival of now, in the late topic. Who signed them rode at the right time, too: that is recorded
 * before anything is sent, and what a rider had erased is not released.
 *
 * What is decided (the corrected time, who, when and why) is written to the entry before anything is sent, where the
 * entry is still as it was found; it is `released` when Kafka has the reading. Whenever this ends in between, the entry
 * is `releasing`: no sweep places it, and releasing it again sends the same reading to the same time, of which the
 * window keeps one. The entry stays, so that a copy of the original that is sent again finds it and changes nothing.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (the index is of an older version), `unsupported`,
 *   `unavailable`: releasing again goes on.
 */
export async function releaseQuarantined(
  author: Author,
  input: z.input<typeof ReleaseQuarantinedInput>,
  stores: Stores,
  now: () => number = Date.now,
): Promise<ReleasedEntries> {
  requireRepairer(author);
  const request = parseInput(ReleaseQuarantinedInput, input);
  const entries: ReleasedEntry[] = [];
  const taken = new Set<string>();
  for await (const page of openEntries(request, stores)) {
    const room = request.limit - entries.length;
    if (room === 0) return { entries, isCut: true };
    entries.push(...(await releasePage(author, request, page.slice(0, room), taken, stores, now())));
    if (page.length > room) return { entries, isCut: true };
  }
  return { entries, isCut: false };
}

async function releasePage(
  author: Author,
  request: Request,
  page: readonly FoundEntry[],
  taken: Set<string>,
  stores: Stores,
  nowMs: number,
): Promise<ReleasedEntry[]> {
  const limits = { nowMs, serviceEpochMs: stores.serviceEpochMs };
  const erasedUntil = await signersOf(
    page.flatMap(({ entry }) => signedIn(entry)),
    stores.db,
  );
  const judged = page.map((found) => {
    const result = correct(found.entry, request.correction, limits);
    const why = "why" in result ? null : whySignerForbids(result, erasedUntil);
    return { found, result: why === null ? result : { why } };
  });
  const right = judged.flatMap(({ found, result }) =>
    "why" in result ? [] : [{ found, corrected: result }],
  );
  const together = notApart(
    right.map(({ corrected }) => corrected),
    taken,
  );
  const apart = right.filter(({ corrected }) => !together.has(corrected));
  const changed = request.dryRun ? new Set<string>() : await release(author, request, apart, stores, nowMs);
  return judged.map(({ found: { entry }, result }) => {
    const { id, bikeId, eventAtMs, receivedAtMs } = entry;
    const told = { id, bikeId, eventAtMs, receivedAtMs };
    if ("why" in result) return { ...told, outcome: { kind: "not-released", why: result.why } };
    if (together.has(result)) return { ...told, outcome: { kind: "not-released", why: TOGETHER } };
    if (changed.has(entry.id)) return { ...told, outcome: { kind: "not-released", why: CHANGED } };
    const { timeMs, offsetMs } = result;
    return { ...told, outcome: { kind: request.dryRun ? "to-be-released" : "released", timeMs, offsetMs } };
  });
}

const TOGETHER =
  "expected readings of different instants, got others without a time that came to this one: give each its own time";
const CHANGED = "expected an entry as it was found, got one that somebody else decided about";

/** @returns ids of entries that changed under its hands, of which nothing was sent. */
async function release(
  author: Author,
  { correction, filter, why }: Request,
  apart: readonly { readonly found: FoundEntry; readonly corrected: Corrected }[],
  stores: Stores,
  nowMs: number,
): Promise<Set<string>> {
  const by = nameOfAuthor(author);
  const changed = await beginReleases(
    apart
      .filter(({ found }) => found.entry.decision === "waiting")
      .map(({ found, corrected: { offsetMs, timeMs } }) => ({
        found,
        release: { at: nowMs, by, why: why ?? null, offset_ms: offsetMs, event_at: timeMs },
      })),
    stores,
  );
  const mine = apart.map(({ corrected }) => corrected).filter(({ entry }) => !changed.has(entry.id));
  if (mine.length === 0) return changed;
  const ids = mine.map(({ entry }) => entry.id);
  const batchId = randomUUID();
  await asAuthor(
    author,
    async (transaction) => {
      await attributeCorrected(transaction, mine, batchId);
      await record(transaction, {
        ...{ author, verb: "release-quarantined" },
        subject: ids.length === 1 ? `quarantine:${ids[0]}` : "quarantine",
        ...(why === undefined ? {} : { reason: why }),
        details: { ids, correction, filter },
      });
    },
    { maker: stores.db, tenant: stores.db },
  );
  const publisher = await stores.publisher();
  await publisher.publish(
    stores.names.topics.telemetryLate,
    packetsOf(mine, { receivedAtMs: nowMs, batchId }),
  );
  await endReleases(ids, stores);
  return changed;
}
