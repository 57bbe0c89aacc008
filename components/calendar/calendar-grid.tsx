"use client";

import Link from "next/link";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { type BikeAddress, bikeAddress } from "@/components/range/address";
import { cn } from "@/components/ui/cn";
import { MONTHS } from "@/lib/format/time";
import { dayRange } from "@/lib/format/zone";
import type { TimeSpan } from "@/lib/telemetry/models";
import { tellDay } from "./tell-day";
import type { CalendarCell, CalendarYear } from "./year";

/** Cell and gap on the 4 px grid. */
const STEP_PX = 20;
const HEAD_PX = 20;
const SIDE_PX = 32;

const PUNCTUAL = ["", "bg-accent/40", "bg-accent/60", "bg-accent/80", "bg-accent"];
const LATE = ["", "bg-late/40", "bg-late/60", "bg-late/80", "bg-late"];

/** One stop for the Tab key; arrow keys go from day to day that has readings. */
export function CalendarGrid({
  year,
  address,
  range,
  zone,
}: {
  year: CalendarYear;
  address: BikeAddress;
  range: TimeSpan;
  zone: string;
}) {
  const box = useRef<HTMLElement>(null);
  const filled = year.cells.filter(({ coverage }) => coverage !== null);
  const chosen = filled.filter((cell) => isShown(cell.day, range, zone));
  const [stop, setStop] = useState<string | null>(null);
  const tabStop = filled.find(({ day }) => day === stop) ?? chosen[0] ?? filled[filled.length - 1];

  useEffect(() => {
    const target = box.current?.querySelector<HTMLElement>('[data-stop="true"]');
    if (box.current) box.current.scrollLeft = (target?.offsetLeft ?? 1e4) - box.current.clientWidth / 2;
  }, []);

  const move = (event: KeyboardEvent) => {
    const next = neighbour(filled, tabStop, event.key);
    if (!next) return;
    event.preventDefault();
    setStop(next.day);
    box.current?.querySelector<HTMLElement>(`[data-day="${next.day}"]`)?.focus();
  };

  return (
    <section
      ref={box}
      aria-label="Calendar of readings; arrow keys move between days"
      onKeyDown={move}
      className="relative overflow-x-auto pb-1 text-2xs text-ink-3"
    >
      <div
        className="relative"
        style={{ width: SIDE_PX + year.weeks * STEP_PX, height: HEAD_PX + 7 * STEP_PX }}
      >
        {year.months.map(({ week, month, year: number }) => (
          <span key={`${number}-${month}`} aria-hidden="true" className="absolute top-0" style={at(week)}>
            {MONTHS[month - 1]}
          </span>
        ))}
        {year.cells.map((cell) => (
          <Cell
            key={cell.day}
            cell={cell}
            href={bikeAddress({ ...address, ...dayRange(cell.day, zone) })}
            shown={chosen.includes(cell)}
            stop={cell === tabStop}
          />
        ))}
        <Weekdays />
      </div>
    </section>
  );
}

/** Stays in sight when the weeks are scrolled. */
function Weekdays() {
  return (
    <div aria-hidden="true" className="sticky left-0 h-full bg-surface" style={{ width: SIDE_PX - 4 }}>
      {["Mon", "", "Wed", "", "Fri"].map((name, weekday) => (
        <span key={name || weekday} className="absolute left-0" style={{ top: topOf(weekday) }}>
          {name}
        </span>
      ))}
    </div>
  );
}

const at = (week: number) => ({ left: SIDE_PX + week * STEP_PX });
const topOf = (weekday: number): number => HEAD_PX + weekday * STEP_PX;

function Cell({
  cell,
  href,
  shown,
  stop,
}: {
  cell: CalendarCell;
  href: string;
  shown: boolean;
  stop: boolean;
}) {
  const place = { ...at(cell.week), top: topOf(cell.weekday) };
  const box = "absolute size-4 rounded-[3px]";
  if (!cell.coverage) return <span aria-hidden="true" className={cn(box, "bg-sunken")} style={place} />;
  const late = cell.coverage.late > 0;
  const told = tellDay(cell.day, cell.coverage);
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      title={told}
      aria-label={told}
      aria-current={shown ? "date" : undefined}
      tabIndex={stop ? 0 : -1}
      data-stop={stop}
      data-day={cell.day}
      style={place}
      className={cn(
        box,
        "grid place-items-center",
        (late ? LATE : PUNCTUAL)[cell.level],
        shown && "ring-2 ring-ink ring-offset-1 ring-offset-surface",
      )}
    >
      {late ? <span aria-hidden="true" className="size-1.5 rounded-full bg-surface" /> : null}
    </Link>
  );
}

function isShown(day: string, range: TimeSpan, zone: string): boolean {
  const { fromMs, toMs } = dayRange(day, zone);
  return fromMs < range.toMs && range.fromMs < toMs;
}

const WEEK_MS = 604_800_000;

/** Up and down go to the day with readings before and after; left and right to the one about a week away. */
function neighbour(
  filled: readonly CalendarCell[],
  from: CalendarCell | undefined,
  key: string,
): CalendarCell | undefined {
  const here = from ? filled.indexOf(from) : -1;
  const hereMs = from ? Date.parse(from.day) : 0;
  switch (key) {
    case "ArrowDown":
      return filled[here + 1];
    case "ArrowUp":
      return filled[here - 1];
    case "ArrowRight":
      return filled.find(({ day }) => Date.parse(day) >= hereMs + WEEK_MS) ?? filled.at(-1);
    case "ArrowLeft":
      return filled.findLast(({ day }) => Date.parse(day) <= hereMs - WEEK_MS) ?? filled[0];
    case "Home":
      return filled[0];
    case "End":
      return filled.at(-1);
    default:
      return undefined;
  }
}
