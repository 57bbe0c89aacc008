import { Card, CardTitle } from "@/components/ui/card";
import type { RecordPeriod } from "@/lib/bikes/record/models";
import { PeriodWords } from "./period-words";

/** Who had a bike when, newest first. */
export function HoldersCard({
  title,
  none,
  holders,
}: {
  title: string;
  /** What is said where nobody had it. */
  none: string;
  holders: readonly (RecordPeriod & { readonly who: string })[];
}) {
  return (
    <Card className="flex flex-col gap-2">
      <CardTitle>{title}</CardTitle>
      {holders.length === 0 ? <p className="text-ink-2">{none}</p> : null}
      <ul className="flex flex-col gap-1">
        {holders.map(({ who, ...period }) => (
          <li key={period.id} className="flex flex-wrap justify-between gap-x-4">
            <span className="font-medium">{who}</span>
            <span className="text-ink-2 text-xs">
              <PeriodWords {...period} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
