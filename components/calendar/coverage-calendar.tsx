import type { BikeAddress } from "@/components/range/address";
import { cn } from "@/components/ui/cn";
import { formatCount, formatNumber } from "@/lib/format/number";
import { dayKey } from "@/lib/format/zone";
import type { CoverageDay, TimeSpan } from "@/lib/telemetry/models";
import { CalendarGrid } from "./calendar-grid";
import { chooseYear } from "./choose-year";
import { CoverageTable } from "./coverage-table";
import { calendarYear } from "./year";
import { YearPicker } from "./year-picker";

/** Readings per day over twelve months, with what came late marked; a day leads to its charts. */
export function CoverageCalendar({
  coverage,
  today,
  address,
  range,
  zone,
}: {
  coverage: readonly CoverageDay[];
  /** In the viewer's zone, `2026-11-25`. */
  today: string;
  address: BikeAddress;
  range: TimeSpan;
  zone: string;
}) {
  const rangeDay = dayKey(range.toMs - 1, zone);
  const choice = chooseYear({ coverage, month: address.month, rangeDay, today });
  const year = calendarYear(choice.lastDay, coverage);
  const month = choice.asked ? choice.lastDay.slice(0, 7) : undefined;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 text-ink-2 text-xs">
        <h2 className="font-normal">
          Readings per day{choice.newest ? ", last 12 months" : ` in ${choice.year}`}
        </h2>
        <span>
          {formatCount(year.readings, "reading")}
          {year.late > 0 ? `, ${formatNumber(year.late)} came late` : ""}
        </span>
        <Legend />
        <YearPicker choice={choice} address={address} />
      </header>
      <CalendarGrid key={choice.year} year={year} address={{ ...address, month }} range={range} zone={zone} />
      <CoverageTable year={year} />
    </div>
  );
}

function Legend() {
  const box = "inline-block size-2.5 rounded-[2px]";
  return (
    <p className="flex gap-3 md:ml-auto">
      <span className="flex items-center gap-1.5">
        <i aria-hidden="true" className={cn(box, "bg-accent")} /> on time
      </span>
      <span className="flex items-center gap-1.5">
        <i aria-hidden="true" className={cn(box, "grid place-items-center bg-late")}>
          <i className="size-1 rounded-full bg-surface" />
        </i>
        came late
      </span>
      <span className="flex items-center gap-1.5">
        <i aria-hidden="true" className={cn(box, "border border-line bg-sunken")} /> none
      </span>
    </p>
  );
}
