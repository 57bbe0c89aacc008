import { formatCount, formatNumber } from "@/lib/format/number";
import { ChangesView } from "./changes-view";
import { RefusedTable } from "./refused-table";
import type { TakenIn } from "./send-legacy-file";

const OUTCOMES = [
  ["new-bike", "of new bikes"],
  ["agrees", "agree"],
  ["contradicts", "contradict"],
  ["waits", "lead to no bike yet"],
  ["repeated", "known already"],
  ["empty", "say nothing"],
] as const;

/** What became of a file's rows and of bikes, or would become. */
export function ImportResult({ imported, isChecked }: { imported: TakenIn; isChecked: boolean }) {
  const { rows, outcomes, refusedCells, refused, contradictions, unread, changes } = imported;
  return (
    <>
      <div role="status" className="flex flex-col gap-1 text-sm">
        <p className="font-medium">{isChecked ? "Checked. Nothing has been changed yet." : "Taken in."}</p>
        <p>
          {formatCount(rows, "row")} read, {formatCount(contradictions, "new contradiction")}
        </p>
        <ul aria-label="Rows" className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2 tabular-nums">
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
      <ChangesView changes={changes} />
      <RefusedTable cells={refused} total={refusedCells} />
    </>
  );
}
