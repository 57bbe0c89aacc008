import { Moment } from "@/components/ui/clock";
import type { Coverage } from "@/lib/analytics/report/coverage-of";
import type { Publication } from "@/lib/analytics/report/publication-of";
import type { Purpose } from "@/lib/domain/consent";
import { PURPOSE_REGISTRY } from "@/lib/domain/consent";
import { LEAST_RIDERS } from "@/lib/domain/figures";
import { formatNumber, THIN_SPACE } from "@/lib/format/number";

const LINK = "text-accent underline underline-offset-2";

/** For how much of what the fleet rode a report stands, when it was published, and from which state of the ledger. */
export function CoverageBar({
  coverage: { all, counted, share, isIncomplete },
  purpose,
  publication: { position, publishedAtMs, revision, blocks },
}: {
  coverage: Coverage;
  purpose: Purpose;
  publication: Publication;
}) {
  const percent = share === null ? null : Math.round(share * 100);
  return (
    <div id="coverage" className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {percent === null ? null : (
        <div
          aria-hidden="true"
          className="h-2 w-44 shrink-0 overflow-hidden rounded-sm border border-line bg-sunken"
        >
          <div className="h-full bg-accent" style={{ width: `${percent}%` }} />
        </div>
      )}
      <p className="text-ink-2">
        {percent === null || all === null || counted === null ? (
          "How many of the fleet's rides are counted is not told: too few bikes rode, or nothing is published. "
        ) : (
          <>
            <b className="font-semibold text-ink">
              {percent}
              {THIN_SPACE}%
            </b>{" "}
            of the fleet's rides are counted: riders who agreed to{" "}
            <b className="font-semibold text-ink">{PURPOSE_REGISTRY[purpose].name.toLowerCase()}</b>.{" "}
            {isIncomplete ? "At least " : ""}
            {formatNumber(counted)} rides in, {formatNumber(all - counted)} out{" "}
          </>
        )}
        <a href="#why" className={LINK}>
          why
        </a>
        {publishedAtMs === null ? null : (
          <>
            {" "}
            · published at <Moment atMs={publishedAtMs} />, {blocks === 1 ? "revision" : "revisions up to"}{" "}
            {formatNumber(revision)}
          </>
        )}
        {position === null ? null : ` · ledger position ${formatNumber(position.to)}`} · k = {LEAST_RIDERS}{" "}
        <a href="#evidence" className={LINK}>
          evidence
        </a>
      </p>
    </div>
  );
}
