import { AppError } from "@/lib/errors";
import type { KeptEntry, SentEntry } from "./sent-entry";

const PARTS = ["purpose", "decision", "notice_version", "language", "channel", "evidence"] as const;

/**
 * Where an id was sent before with other content. A rider who signs is told nothing of what another decided.
 * @throws AppError `conflict` that names what differs.
 */
export function refuseOtherContent(sent: SentEntry, kept: KeptEntry): void {
  const rider = riderOf(sent, kept);
  if (sent.is_signed && rider.was !== rider.is)
    throw new AppError("conflict", "This id was recorded before for somebody else.");
  const differing = [rider, ...PARTS.map((part) => partOf(part, sent, kept)), timeOf(sent, kept)]
    .filter(({ was, is }) => was !== is)
    .map(({ part, was, is }) => `${part}: expected ${was}, got ${is}`);
  if (differing.length > 0)
    throw new AppError(
      "conflict",
      `This id was recorded before with other content: ${differing.join("; ")}.`,
    );
}

const partOf = (part: (typeof PARTS)[number], sent: SentEntry, kept: KeptEntry) => ({
  part,
  was: String(kept[part] ?? "none"),
  is: String(sent[part] ?? "none"),
});

const riderOf = (sent: SentEntry, kept: KeptEntry) =>
  "rider_id" in sent
    ? { part: "rider", was: kept.rider_id, is: sent.rider_id.toLowerCase() }
    : { part: "rider", was: kept.reference, is: sent.reference };

/** Who gave no time then gives none now: the entry has the moment at which it was recorded. */
function timeOf(sent: SentEntry, kept: KeptEntry) {
  const isSame = kept.decided_at === (sent.decided_at ? Date.parse(sent.decided_at) : kept.recorded_at);
  const was = new Date(kept.decided_at).toISOString();
  return { part: "decided_at", was, is: isSame ? was : (sent.decided_at ?? "none") };
}
