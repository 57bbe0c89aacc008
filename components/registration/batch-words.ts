import { formatCount, formatNumber } from "@/lib/format/number";
import type { BatchView } from "@/lib/registration/batch-view";

type Counted = Pick<
  BatchView,
  "kind" | "state" | "rows" | "done" | "registered" | "withdrawn" | "unchanged" | "failed" | "toFix"
>;

/** One of the steps that a file goes through. */
export interface BatchStep {
  readonly text: string;
  readonly state: "over" | "now" | "ahead";
}

/** What became of a file, in a line. */
export function titleOf({ kind, state, rows, registered, withdrawn, unchanged }: Counted): string {
  if (state === "refused")
    return registered > 0 ? "This file was given up half-way" : "This file could not be taken";
  if (state === "waiting" || rows === null) return "Reading the file";
  const all = formatNumber(rows);
  if (state === "working") return kind === "dry-run" ? "Checking the file" : "Registering its bikes";
  if (state === "withdrawn")
    return withdrawn === registered
      ? `${formatCount(registered, "bike")} withdrawn`
      : `${formatNumber(withdrawn)} of ${formatCount(registered, "bike")} withdrawn`;
  if (rows === 0) return "There is no bike in this file";
  const right = registered + unchanged;
  if (kind === "dry-run") return `${formatNumber(right)} of ${formatCount(rows, "row")} can be registered`;
  if (unchanged === rows) return "Nothing new in this file";
  const since = withdrawn === 0 ? "" : `, ${formatNumber(withdrawn)} withdrawn since`;
  return `${formatNumber(right - withdrawn)} of ${all} bikes registered${since}`;
}

/** How much of a file that was refused is registered nevertheless. */
export const refusalOf = ({ kind, registered }: Pick<Counted, "kind" | "registered">): string =>
  kind === "registration" && registered > 0
    ? `${formatCount(registered, "bike")} of this file ${registered === 1 ? "was" : "were"} registered`
    : "Nothing of this file was registered";

/** The steps of a file, each with what it came to. */
export function stepsOf(batch: Counted): BatchStep[] {
  const { kind, state, rows, failed } = batch;
  const isRegistration = kind === "registration";
  const isOver = state === "done" || state === "withdrawn";
  const isChecked = isRegistration || isOver;
  const read = rows === null ? "1 File read" : `1 File read · ${formatCount(rows, "row")}`;
  const ahead = (over: boolean, now: boolean) => (over ? "over" : now ? "now" : "ahead");
  return [
    { text: read, state: ahead(rows !== null, state !== "refused") },
    { text: "2 Columns matched", state: ahead(rows !== null, false) },
    {
      text: !isRegistration && isOver ? `3 Checked · ${formatNumber(failed)} to fix` : "3 Checked",
      state: ahead(isChecked && rows !== null, !isRegistration && rows !== null && state !== "refused"),
    },
    {
      text: lastStepOf(batch, isOver),
      state: ahead(isRegistration && isOver, isRegistration && rows !== null && state !== "refused"),
    },
  ];
}

function lastStepOf({ kind, state, toFix }: Counted, isOver: boolean): string {
  if (kind === "dry-run" || !isOver) return "4 Registered";
  return state === "withdrawn"
    ? "4 Registered, and withdrawn"
    : `4 Registered · ${formatNumber(toFix)} to fix`;
}

/** How much of a file is done, 0 to 1; null before it was read. */
export const shareDone = ({ rows, done }: Counted): number | null =>
  rows === null ? null : rows === 0 ? 1 : Math.min(1, done / rows);
