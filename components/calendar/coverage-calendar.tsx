import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { type BikeAddress, bikeAddress } from "@/components/range/address";
import { buttonLook } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { formatCount, formatNumber } from "@/lib/format/number";
import { MONTHS } from "@/lib/format/time";
import type { CoverageDay, TimeSpan } from "@/lib/telemetry/models";
import { CalendarGrid } from "./calendar-grid";
import { CoverageTable } from "./coverage-table";
import { calendarYear, shiftMonth, yearsOf } from "./year";

/** Readings per day over twelve months, with what came late marked; a day leads to its charts. */
export function CoverageCalendar({
  coverage,
  month,
  address,
  range,
  zone,
}: {
  coverage: readonly CoverageDay[];
  /** Last month shown, `2023-07`. */
  month: string;
  address: BikeAddress;
  range: TimeSpan;
  zone: string;
}) {
  const year = calendarYear(month, coverage);
  const ending = (last: string): string => bikeAddress({ ...address, month: last });
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 text-ink-2 text-xs">
        <h2 className="font-normal">
          Readings per day, {nameOf(shiftMonth(month, -11))} – {nameOf(month)}
        </h2>
        <span>
          {formatCount(year.readings, "reading")}
          {year.late > 0 ? `, ${formatNumber(year.late)} came late` : ""}
        </span>
        <Legend />
        <nav aria-label="Years" className="flex flex-wrap items-center gap-1">
          <Link
            href={ending(shiftMonth(month, -12))}
            scroll={false}
            aria-label="Twelve months earlier"
            className={cn(buttonLook({ kind: "quiet", size: "small" }), "px-1")}
          >
            <ChevronLeft aria-hidden="true" className="size-4" />
          </Link>
          {yearsOf(coverage).map(({ year: number, readings }) => (
            <Link
              key={number}
              href={ending(`${number}-12`)}
              scroll={false}
              title={formatCount(readings, "reading")}
              aria-current={month === `${number}-12` ? "true" : undefined}
              className={cn(
                buttonLook({ kind: "quiet", size: "small" }),
                "aria-[current=true]:bg-accent-soft aria-[current=true]:text-accent",
              )}
            >
              {number}
            </Link>
          ))}
          <Link
            href={ending(shiftMonth(month, 12))}
            scroll={false}
            aria-label="Twelve months later"
            className={cn(buttonLook({ kind: "quiet", size: "small" }), "px-1")}
          >
            <ChevronRight aria-hidden="true" className="size-4" />
          </Link>
        </nav>
      </header>
      <CalendarGrid key={month} year={year} address={address} range={range} zone={zone} />
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

/** "Jul 2023" */
function nameOf(month: string): string {
  const [year, number = "1"] = month.split("-");
  return `${MONTHS[Number(number) - 1] ?? ""} ${year}`;
}
