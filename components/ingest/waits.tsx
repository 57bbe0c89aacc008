import { explainWait } from "@/lib/domain/explain-wait";
import { formatCount } from "@/lib/format/number";

/** What is held and why, in words that name cause and remedy; the worker's own words are one click away. */
export function Waits({ waits, gapRecords }: { waits: readonly string[]; gapRecords: number }) {
  return (
    <>
      {waits.map((told) => {
        const { cause, remedy } = explainWait(told);
        return (
          <section key={told} className="rounded-r-lg border-low border-l-4 bg-surface px-4 py-3 text-sm">
            <p>
              <b className="font-semibold">Held:</b> {cause}
            </p>
            <p className="mt-1 text-ink-2">{remedy}</p>
            <details className="mt-1 text-xs">
              <summary className="cursor-pointer text-accent">What the worker says</summary>
              <p className="mt-1 break-words font-mono text-ink-2">{told}</p>
            </details>
          </section>
        );
      })}
      {gapRecords > 0 ? (
        <section className="rounded-r-lg border-fault border-l-4 bg-surface px-4 py-3 text-sm">
          <p>
            <b className="font-semibold">{formatCount(gapRecords, "record")} lost:</b> a topic's retention
            deleted them before a worker read them.
          </p>
          <p className="mt-1 text-ink-2">
            What phones and modules still hold they send again when asked to. Raise the retention, or look why
            the worker was away for so long.
          </p>
        </section>
      ) : null}
    </>
  );
}
