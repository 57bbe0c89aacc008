import { cn } from "@/components/ui/cn";
import { ScrollBox } from "@/components/ui/scroll-box";
import { formatCount, formatNumber } from "@/lib/format/number";
import { formatDayKey } from "@/lib/format/time";
import type { CoverageWeek } from "./weeks";

/** A cell a week; those with late readings are in the second colour and have a dot. */
export function WeekStrip({ weeks }: { weeks: readonly CoverageWeek[] }) {
  const withReadings = weeks.filter(({ readings }) => readings > 0);
  const late = weeks.filter((week) => week.late > 0);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="text-ink-2 text-xs">
        Readings in {formatNumber(withReadings.length)} of {formatCount(weeks.length, "week")}
        {late.length > 0 ? `, late ones in ${formatNumber(late.length)}` : ""}
      </p>
      <ScrollBox label="Weeks of readings, oldest first" className="overflow-x-auto pb-1">
        <ul className="flex gap-1">
          {weeks.map((week) => (
            <li
              key={week.monday}
              title={tellWeek(week)}
              className={cn(
                "grid h-5 w-3 shrink-0 place-items-center rounded-[3px]",
                week.readings === 0 ? "bg-sunken" : week.late > 0 ? "bg-late" : "bg-accent",
              )}
            >
              <span className="sr-only">{tellWeek(week)}</span>
              {week.late > 0 ? (
                <span aria-hidden="true" className="size-1.5 rounded-full bg-surface" />
              ) : null}
            </li>
          ))}
        </ul>
      </ScrollBox>
    </div>
  );
}

const tellWeek = ({ monday, readings, late }: CoverageWeek): string =>
  `Week of ${formatDayKey(monday)}: ${readings === 0 ? "no readings" : formatCount(readings, "reading")}${late > 0 ? `, ${formatNumber(late)} came late` : ""}`;
