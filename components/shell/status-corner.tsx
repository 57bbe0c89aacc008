"use client";

import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { usePolling } from "@/components/live/use-polling";
import { useNow } from "@/components/ui/clock";
import { IngestStatus } from "@/lib/domain/ingest-status";
import { formatAge } from "@/lib/format/duration";
import { CornerPopover } from "./corner-popover";
import { StatusSign } from "./status-sign";
import { statusNow, statusWords } from "./status-words";

const EVERY_MS = 10_000;
const TIMEOUT_MS = 5_000;
const LOOK = "rounded-md -outline-offset-2 hover:bg-sunken";

/**
 * How the way of a reading is, on every page; asks again by itself. Leads to the alarms at `href`, or, for who may not
 * see them, says what it means.
 */
export function StatusCorner({ initial, href }: { initial: IngestStatus; href: string | null }) {
  const [told, setTold] = useState(initial);
  const nowMs = useNow();
  usePolling(async (signal) => {
    const next = await askStatus(signal);
    if (next) setTold(next);
  }, EVERY_MS);
  const status = statusNow(told, nowMs);
  const words = statusWords(status);
  const age =
    status.told_at_ms === null
      ? "No worker has told anything yet."
      : `Workers told last ${formatAge(status.told_at_ms, nowMs)}.`;
  return (
    <>
      <Announcement words={`Ingest: ${words}`} />
      {href === null ? (
        <CornerPopover
          label="Status"
          className="gap-1 text-sm"
          trigger={
            <button type="button" aria-label={`Status: ${words}`} title={age} className={LOOK}>
              <StatusSign status={status} words={words} />
            </button>
          }
        >
          <p className="font-semibold">{words}</p>
          {(status.felt.length > 0 ? status.felt : ["New readings arrive in time."]).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <p className="text-ink-3 text-xs">{age}</p>
        </CornerPopover>
      ) : (
        <Link href={href} aria-label={`Status: ${words}`} title={age} className={LOOK}>
          <StatusSign status={status} words={words} />
        </Link>
      )}
    </>
  );
}

/** Says a change to who cannot see it, and nothing when the page begins. */
function Announcement({ words }: { words: string }) {
  const shown = useRef(words);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (shown.current !== words) setSaid(words);
    shown.current = words;
  }, [words]);
  return (
    <span role="status" className="sr-only">
      {said}
    </span>
  );
}

async function askStatus(signal: AbortSignal): Promise<IngestStatus | null> {
  try {
    const answer = await fetch("/api/status", {
      cache: "no-store",
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    return answer.ok ? IngestStatus.parse(await answer.json()) : null;
  } catch {
    return null;
  }
}
