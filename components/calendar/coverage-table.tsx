import { Table, Td, Th } from "@/components/ui/table";
import { formatDuration } from "@/lib/format/duration";
import { formatNumber } from "@/lib/format/number";
import { formatDayKey } from "@/lib/format/time";
import type { CalendarYear } from "./year";

/** The calendar in rows, for those who read rather than look. */
export function CoverageTable({ year }: { year: CalendarYear }) {
  const days = year.cells.flatMap(({ coverage }) => coverage ?? []).reverse();
  if (days.length === 0) return null;
  return (
    <details className="text-ink-2 text-xs">
      <summary className="w-fit">Days as a table</summary>
      <div className="mt-2 max-h-72 overflow-y-auto">
        <Table label="Readings per day">
          <thead>
            <tr>
              <Th>Day</Th>
              <Th className="text-right">Readings</Th>
              <Th className="text-right">Came late</Th>
              <Th className="text-right">Latest arrival</Th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.day}>
                <Th scope="row" className="font-normal text-ink">
                  {formatDayKey(day.day)}
                </Th>
                <Td className="text-right">{formatNumber(day.readings)}</Td>
                <Td className="text-right">{formatNumber(day.late)}</Td>
                <Td className="text-right">
                  {day.late > 0 ? `${formatDuration(day.mostSeconds * 1000)} after` : "–"}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}
