"use client";

import { useRouter } from "next/navigation";
import { Moment } from "@/components/ui/clock";
import { formatOffset } from "@/lib/domain/time-offset";
import type { ShownEntry } from "@/lib/repair/quarantine/show-quarantined";
import { Facts } from "../facts";
import { Panel } from "../panel";
import { DECISIONS, ENTRY_REASONS, sentenceIn } from "../reason-words";
import { QUARANTINE_PATH, type RepairAddress, repairAddress } from "../repair-address";
import { type Look, RevealForm, useReveal } from "../reveal";
import { Sample } from "../sample";

/** One entry of the quarantine: why it is there, what was decided, and what was measured. */
export function EntryDetail({
  entry,
  address,
  look,
}: {
  entry: ShownEntry;
  address: RepairAddress;
  look: Look<ShownEntry>;
}) {
  const router = useRouter();
  const { shown, ...reveal } = useReveal(entry, look);
  const { release } = shown;
  return (
    <Panel
      title={`Reading of ${shown.bikeId}`}
      onClose={() =>
        router.push(repairAddress(QUARANTINE_PATH, { ...address, open: undefined }), { scroll: false })
      }
    >
      <Facts
        facts={[
          ["Id", <code key="id">{shown.id}</code>],
          ["Kept", <Moment key="kept" atMs={shown.storedAtMs} />],
          ["Reason", sentenceIn(ENTRY_REASONS, shown.reason)],
          ["Decision", sentenceIn(DECISIONS, shown.decision)],
          [
            "Measured",
            shown.eventAtMs === null ? "no usable time" : <Moment key="at" atMs={shown.eventAtMs} />,
          ],
          ["Arrived", <Moment key="arrived" atMs={shown.receivedAtMs} />],
          ["Client", shown.client || "–"],
          ...(release
            ? [
                [
                  "Released",
                  <span key="release">
                    <Moment atMs={release.at} /> by {release.by} to <Moment atMs={release.event_at} /> (
                    {formatOffset(release.offset_ms)}){release.why ? `: ${release.why}` : ""}
                  </span>,
                ] as const,
              ]
            : []),
          ["Release", shown.whyNotReleased ?? "can be released"],
        ]}
      />
      <h3 className="font-medium">What was measured</h3>
      <Sample label="What was measured" text={shown.reading} />
      {shown.isHidden ? (
        <RevealForm {...reveal} />
      ) : (
        <p role="status" className="text-ink-2 text-xs">
          Shown in full. Your reason is kept in the audit.
        </p>
      )}
    </Panel>
  );
}
