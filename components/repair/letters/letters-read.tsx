import { AutoRefresh } from "@/components/live/auto-refresh";
import { Stale } from "@/components/states/stale";
import { Moment } from "@/components/ui/clock";
import { formatCount } from "@/lib/format/number";
import type { WatchedLetters } from "@/lib/repair/dead-letters/watch-letters";
import { RefreshLink } from "../refresh-link";

const UNTIL_COMPLETE_MS = 2_000;

/** Whether all letters were read, and as of when. */
export function LettersRead({ read, askedAtMs }: { read: WatchedLetters; askedAtMs: number }) {
  const { total, isComplete, isConnected, recordsToRead, notBeforeMs } = read;
  return (
    <>
      <p role="status" className="flex flex-wrap items-baseline gap-x-2 text-ink-2 text-xs">
        <span>
          {formatCount(total, "letter")}, as of <Moment atMs={askedAtMs} />
        </span>
        <RefreshLink />
      </p>
      {isComplete ? null : (
        <>
          <AutoRefresh probe="/icon.svg" everyMs={UNTIL_COMPLETE_MS} />
          <Stale>
            The topic of dead letters is being read, {formatCount(recordsToRead, "record")} to go: the list
            and its counts are not complete yet.
          </Stale>
        </>
      )}
      {isComplete && !isConnected ? (
        <Stale>Kafka does not answer at present: letters that are newer are missing.</Stale>
      ) : null}
      {notBeforeMs === null ? null : (
        <p className="text-ink-2 text-xs">
          There are too many to list: these are the newest, kept since <Moment atMs={notBeforeMs} />. Sending
          again all that match takes older ones too; npm run dead-letters lists them.
        </p>
      )}
    </>
  );
}
