import { LATENESS_CLASSES } from "@/lib/domain/placing";
import { barsOf } from "./bars";

const LATE_FROM = LATENESS_CLASSES.findIndex(({ key }) => key === "under-1h");

/** How many of the range's readings came how late; heights on a logarithmic scale, so that few late ones are seen. */
export function LatenessBars({ lateness }: { lateness: readonly { key: string; readings: number }[] }) {
  const bars = barsOf(lateness.map(({ readings }) => readings));
  if (!bars) return <p className="text-ink-2 text-sm">No reading came in this range.</p>;
  return (
    <figure className="flex flex-col gap-1">
      <ol className="grid h-36 grid-cols-7 items-end gap-2">
        {LATENESS_CLASSES.map(({ key, label }, at) => {
          const bar = bars[at];
          return (
            <li key={key} className="flex h-full flex-col justify-end gap-1 text-center text-2xs">
              <span className="text-ink-2">{bar?.share}</span>
              <span
                className={at >= LATE_FROM ? "rounded-t-sm bg-late" : "rounded-t-sm bg-accent"}
                style={{ height: `${bar?.heightPct ?? 0}%` }}
              />
              <span className="h-8 text-ink-3 leading-tight sm:h-4 sm:whitespace-nowrap">{label}</span>
            </li>
          );
        })}
      </ol>
      <figcaption className="text-ink-3 text-xs">
        From measured to received, share of the range's readings; logarithmic. From 5 min on they count as
        late.
      </figcaption>
    </figure>
  );
}
