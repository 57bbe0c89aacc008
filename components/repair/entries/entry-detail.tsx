"use client";

import { Moment } from "@/components/ui/clock";
import { Facts } from "@/components/ui/facts";
import { formatOffset } from "@/lib/domain/time-offset";
import type { ShownEntry } from "@/lib/repair/quarantine/show-quarantined";
import { OpenedPanel } from "../opened-panel";
import { DECISIONS, ENTRY_REASONS, sentenceIn } from "../reason-words";
import { QUARANTINE_PATH, type RepairAddress } from "../repair-address";
import { type Look, Reveal } from "../reveal";
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
  return (
    <OpenedPanel title={`Reading of ${entry.bikeId}`} path={QUARANTINE_PATH} address={address}>
      <Reveal hidden={entry} look={look}>
        {(shown) => <Entry entry={shown} />}
      </Reveal>
    </OpenedPanel>
  );
}

function Entry({ entry }: { entry: ShownEntry }) {
  const { release } = entry;
  return (
    <>
      <Facts
        facts={[
          ["Id", <code key="id">{entry.id}</code>],
          ["Kept", <Moment key="kept" atMs={entry.storedAtMs} />],
          ["Reason", sentenceIn(ENTRY_REASONS, entry.reason)],
          ["Decision", sentenceIn(DECISIONS, entry.decision)],
          [
            "Measured",
            entry.eventAtMs === null ? "no usable time" : <Moment key="at" atMs={entry.eventAtMs} />,
          ],
          ["Arrived", <Moment key="arrived" atMs={entry.receivedAtMs} />],
          ["Client", entry.client || "–"],
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
          ["Release", entry.whyNotReleased ?? "can be released"],
        ]}
      />
      <h3 className="font-medium">What was measured</h3>
      <Sample label="What was measured" text={entry.reading} />
    </>
  );
}
