import type { IngestOverview } from "@/lib/ingest/watch/get-overview";

export type IngestTone = "good" | "attention";

/** One sentence that says how the ingest way is, and whether somebody should look. */
export function headlineOf(overview: IngestOverview): { readonly text: string; readonly tone: IngestTone } {
  const { workers, waits, gapRecords, now } = overview;
  if (workers === 0) return { text: "No worker has told anything for a while.", tone: "attention" };
  if (waits.length > 0)
    return {
      text: `Held for ${waits.length === 1 ? "one reason" : `${waits.length} reasons`}. Nothing is lost meanwhile.`,
      tone: "attention",
    };
  if (gapRecords > 0) return { text: "Records were deleted before they were read.", tone: "attention" };
  const perSecond = (now.live ?? 0) + (now.late ?? 0);
  if (perSecond === 0) return { text: "Nothing comes in. Nothing is held.", tone: "attention" };
  return { text: "Flowing. Nothing held, nothing lost.", tone: "good" };
}
