import type { ReactNode } from "react";
import type { Answer } from "@/components/states/answer";
import { Card, CardTitle } from "@/components/ui/card";
import type { RecordPeriod } from "@/lib/bikes/record/models";
import { PeriodWords } from "./period-words";
import { VoidDialog } from "./void-dialog";

/** Who had a bike when, newest first. */
export function HoldersCard({
  title,
  none,
  holders,
  act,
  voiding,
}: {
  title: string;
  /** What is said where nobody had it. */
  none: string;
  holders: readonly (RecordPeriod & { readonly who: string })[];
  /** What can be done about who has it now. */
  act: ReactNode;
  /** Null where none can be voided. */
  voiding: ((id: number, form: FormData) => Promise<Answer<unknown>>) | null;
}) {
  return (
    <Card className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-x-4">
        <CardTitle>{title}</CardTitle>
        {act}
      </div>
      {holders.length === 0 ? <p className="text-ink-2">{none}</p> : null}
      <ul className="flex flex-col gap-1">
        {holders.map(({ who, ...period }) => (
          <li key={period.id} className="flex items-center justify-between gap-x-4">
            <span className="flex min-w-0 grow flex-wrap items-baseline justify-between gap-x-4">
              <span className="min-w-0 break-words font-medium">{who}</span>
              <span className="text-ink-2 text-xs">
                <PeriodWords {...period} />
              </span>
            </span>
            {voiding && period.voidedAtMs === null ? (
              <VoidDialog what={`the time of ${who}`} action={voiding.bind(null, period.id)} />
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
