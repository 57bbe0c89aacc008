"use client";

import { useRouter } from "next/navigation";
import { Moment } from "@/components/ui/clock";
import { formatBytes } from "@/lib/format/bytes";
import { formatCount, formatNumber } from "@/lib/format/number";
import type { ShownLetter } from "@/lib/repair/dead-letters/show-dead-letter";
import { Facts } from "../facts";
import { faultText } from "../fault-text";
import { Panel } from "../panel";
import { LETTER_REASONS, sentenceIn } from "../reason-words";
import { LETTERS_PATH, type RepairAddress, repairAddress } from "../repair-address";
import { type Look, RevealForm, useReveal } from "../reveal";
import { Sample } from "../sample";
import { shortKey } from "./short-key";

/** One dead letter: what was wrong with it, and what was sent. */
export function LetterDetail({
  letter,
  address,
  look,
}: {
  letter: ShownLetter;
  address: RepairAddress;
  look: Look<ShownLetter>;
}) {
  const router = useRouter();
  const { shown, ...reveal } = useReveal(letter, look);
  const { bytes, cutFromBytes, faults, faultCount, headers } = shown;
  return (
    <Panel
      title={`Letter ${shortKey(shown.key)}`}
      onClose={() =>
        router.push(repairAddress(LETTERS_PATH, { ...address, open: undefined }), { scroll: false })
      }
    >
      <Facts
        facts={[
          ["Key", <code key="key">{shown.key}</code>],
          ["Kept", <Moment key="kept" atMs={shown.keptAtMs} />],
          ["Reason", sentenceIn(LETTER_REASONS, shown.reason)],
          ["Came from", `${shown.originTopic}, ${shown.originPlace}`],
          ["Bike", shown.bikeId || "–"],
          ["Client", shown.client || "–"],
          [
            "Sent again",
            `${shown.resends === 0 ? "never" : formatCount(shown.resends, "time")}; ${shown.whyNotResent ?? "can be sent again"}`,
          ],
        ]}
      />
      <h3 className="font-medium">
        {formatCount(faultCount, "fault")}
        {faults.length < faultCount ? `, of which ${formatNumber(faults.length)} are listed` : ""}
      </h3>
      <ul className="flex list-disc flex-col gap-1 pl-5 text-ink-2">
        {faults.map((fault) => (
          <li key={faultText(fault)} className="break-words">
            {faultText(fault)}
          </li>
        ))}
      </ul>
      <h3 className="font-medium">
        What was sent, {formatBytes(bytes.length)}
        {cutFromBytes === null ? "" : ` of ${formatBytes(cutFromBytes)}`}
      </h3>
      <Sample label="What was sent" text={bytes.text} />
      <details className="text-xs">
        <summary className="text-accent">Headers and SHA-256</summary>
        <Facts
          facts={[...Object.entries(headers), ["SHA-256", <code key="sha">{bytes.sha256}</code>] as const]}
        />
      </details>
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
