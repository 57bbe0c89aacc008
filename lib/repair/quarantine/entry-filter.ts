import { z } from "zod";
import { QUARANTINE_DECISIONS, QUARANTINE_REASONS, RELEASABLE } from "@/lib/domain/outcome";

/** Which entries; `sinceMs` inclusive to `untilMs` exclusive of when they were kept, ms since epoch. */
export const EntryFilter = z.strictObject({
  reason: z.enum(QUARANTINE_REASONS).optional(),
  decision: z.enum(QUARANTINE_DECISIONS).optional(),
  bikeId: z.string().min(1).optional(),
  client: z.string().min(1).optional(),
  sinceMs: z.int().optional(),
  untilMs: z.int().optional(),
});
type EntryFilter = z.infer<typeof EntryFilter>;

/** Which entries of those that can be released. */
export const ReleaseFilter = EntryFilter.omit({ decision: true }).extend({
  reason: z.enum(RELEASABLE).optional(),
});
export type ReleaseFilter = z.infer<typeof ReleaseFilter>;

export const EntryId = z.string().regex(/^[\w-]{1,128}$/, "expected an id, as the list has them");

/** The entries that pass, as a query. */
export function entriesThatPass(filter: EntryFilter): Record<string, unknown> {
  const { reason, decision, bikeId, client, sinceMs, untilMs } = filter;
  const terms = { reason, decision, bike_id: bikeId, ingest_client: client };
  return {
    bool: {
      filter: [
        ...Object.entries(terms).flatMap(([field, value]) =>
          value === undefined ? [] : [{ term: { [field]: value } }],
        ),
        ...(sinceMs === undefined
          ? []
          : [{ range: { stored_at: { gte: sinceMs, format: "epoch_millis" } } }]),
        ...(untilMs === undefined ? [] : [{ range: { stored_at: { lt: untilMs, format: "epoch_millis" } } }]),
      ],
    },
  };
}
