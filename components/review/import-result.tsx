import { formatCount, formatNumber } from "@/lib/format/number";
import { RefusedTable } from "./refused-table";
import type { SentFile } from "./send-legacy-file";

const OUTCOMES = [
  ["new-bike", "of new bikes"],
  ["agrees", "agree"],
  ["contradicts", "contradict"],
  ["waits", "lead to no bike yet"],
  ["repeated", "known already"],
  ["empty", "say nothing"],
] as const;

/** What became of a file's rows. */
export function ImportResult({ sent }: { sent: SentFile | null }) {
  if (sent === null) return null;
  if (sent.kind === "failed")
    return (
      <p role="alert" className="text-fault text-sm">
        {sent.why}
      </p>
    );
  const { rows, outcomes, refusedCells, refused, contradictions, unread } = sent.value;
  return (
    <>
      <div role="status" className="flex flex-col gap-1 text-sm">
        <p className="font-medium">
          {formatCount(rows, "row")} read, {formatCount(contradictions, "new contradiction")}
        </p>
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2 tabular-nums">
          {OUTCOMES.flatMap(([key, words]) =>
            outcomes[key] === 0 ? [] : [<li key={key}>{`${formatNumber(outcomes[key])} ${words}`}</li>],
          )}
          {refusedCells === 0 ? null : (
            <li>
              {formatCount(refusedCells, "value")} that {refusedCells === 1 ? "is" : "are"} no fact
            </li>
          )}
        </ul>
        {unread.length === 0 ? null : (
          <p className="text-ink-3 text-xs">Columns that were not read: {unread.join(", ")}</p>
        )}
      </div>
      <RefusedTable cells={refused} total={refusedCells} />
    </>
  );
}
