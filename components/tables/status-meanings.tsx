import { Glyph } from "@/components/ui/glyph";
import { LATE_SECONDS } from "@/lib/domain/placing";
import { formatDuration } from "@/lib/format/duration";
import { STATUS_MEANINGS, STATUS_ORDER, STATUS_WORDS } from "./status-words";

/** What the statuses mean, for who asks. */
export function StatusMeanings() {
  return (
    <details className="text-xs">
      <summary className="w-fit px-1 py-1 text-ink-2">What the statuses mean</summary>
      <dl className="flex flex-col gap-1 px-1 pt-1">
        {STATUS_ORDER.map((status) => (
          <div key={status} className="flex gap-2">
            <dt className="flex shrink-0 items-start gap-1 font-medium">
              <span className="pt-0.5">
                <Glyph status={status} size={12} />
              </span>
              {STATUS_WORDS[status]}
            </dt>
            <dd className="text-ink-2">{STATUS_MEANINGS[status]}</dd>
          </div>
        ))}
      </dl>
      <p className="px-1 pt-1 text-ink-2">
        A bike that several fit has the most serious one. A reading is late that arrives{" "}
        {formatDuration(1_000 * LATE_SECONDS)} or more after it was measured.
      </p>
    </details>
  );
}
