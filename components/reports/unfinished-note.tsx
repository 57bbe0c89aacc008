import { Hourglass } from "lucide-react";
import type { Report } from "@/lib/analytics/report/tell-report";
import { formatCount } from "@/lib/format/number";
import { completenessWords } from "./report-words";

/** Says what of a range is still expected, and of which days nothing is published. */
export function UnfinishedNote({ report: { completeness, publication } }: { report: Report }) {
  const missing = publication.blocks === 0 ? 0 : publication.missingDays;
  if (completeness === null && missing === 0) return null;
  return (
    <p
      role="status"
      className="flex items-center gap-2 rounded-r-md border-late border-l-[3px] bg-surface px-3 py-2 text-ink-2 text-xs"
    >
      <Hourglass aria-hidden="true" className="size-4 shrink-0 text-late" />
      <span>
        {completeness === null ? "" : `Still arriving: ${completenessWords(completeness)}. `}
        {missing === 0 ? "" : `Of ${formatCount(missing, "day")} nothing is published: a gap, not zero.`}
      </span>
    </p>
  );
}
