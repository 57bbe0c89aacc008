import { cn } from "@/components/ui/cn";

export interface WeekBar {
  /** ISO day of its Monday. */
  readonly week: string;
  /** Under the bar, such as the number of the week. */
  readonly label: string;
  /** 0..1; null where there is nothing to have a share of. */
  readonly share: number | null;
  readonly title: string;
}

/** Shares by week as bars from 0 to 100 %, each with its figure; the last week is not over, and looks so. */
export function WeekBars({ bars, label }: { bars: readonly WeekBar[]; label: string }) {
  return (
    <ol aria-label={label} className="flex h-44 items-stretch gap-1 sm:gap-2">
      {bars.map((bar, at) => (
        <li
          key={bar.week}
          title={bar.title}
          className="flex min-w-0 flex-1 flex-col justify-end gap-1 text-center text-2xs tabular-nums"
        >
          <span className="text-ink-2">{bar.share === null ? "–" : Math.round(bar.share * 100)}</span>
          <span
            aria-hidden="true"
            className={cn("rounded-t-sm bg-accent", at === bars.length - 1 ? "opacity-50" : "opacity-85")}
            style={{ height: `${Math.max(bar.share ?? 0, 0.01) * 75}%` }}
          />
          <span className="text-ink-3">{bar.label}</span>
        </li>
      ))}
    </ol>
  );
}
