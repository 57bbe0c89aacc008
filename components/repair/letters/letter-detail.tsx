"use client";

import { Moment } from "@/components/ui/clock";
import { Facts } from "@/components/ui/facts";
import { formatBytes } from "@/lib/format/bytes";
import { formatCount, formatNumber } from "@/lib/format/number";
import type { ShownLetter } from "@/lib/repair/dead-letters/show-dead-letter";
import { faultText } from "../fault-text";
import { OpenedPanel } from "../opened-panel";
import { LETTER_REASONS, sentenceIn } from "../reason-words";
import { LETTERS_PATH, type RepairAddress } from "../repair-address";
import { type Look, Reveal } from "../reveal";
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
  return (
    <OpenedPanel title={`Letter ${shortKey(letter.key)}`} path={LETTERS_PATH} address={address}>
      <Reveal hidden={letter} look={look}>
        {(shown) => <Letter letter={shown} />}
      </Reveal>
    </OpenedPanel>
  );
}

function Letter({ letter }: { letter: ShownLetter }) {
  const { bytes, cutFromBytes, faults, faultCount, headers } = letter;
  return (
    <>
      <Facts
        facts={[
          ["Key", <code key="key">{letter.key}</code>],
          ["Kept", <Moment key="kept" atMs={letter.keptAtMs} />],
          ["Reason", sentenceIn(LETTER_REASONS, letter.reason)],
          ["Came from", `${letter.originTopic}, ${letter.originPlace}`],
          ["Bike", letter.bikeId || "–"],
          ["Client", letter.client || "–"],
          [
            "Sent again",
            `${letter.resends === 0 ? "never" : formatCount(letter.resends, "time")}; ${letter.whyNotResent ?? "can be sent again"}`,
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
    </>
  );
}
