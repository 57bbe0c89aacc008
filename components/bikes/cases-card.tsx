import type { Answer } from "@/components/states/answer";
import { Card, CardTitle } from "@/components/ui/card";
import { Moment } from "@/components/ui/clock";
import type { RecordCase } from "@/lib/bikes/record/models";
import { CASE_WORDS } from "@/lib/domain/bike-words";
import { CloseCaseDialog } from "./close-case-dialog";

/** Who called about a bike and why, newest first; those that are closed are folded. @param close null where none can be. */
export function CasesCard({
  cases,
  close,
}: {
  cases: readonly RecordCase[];
  close: ((id: number, form: FormData) => Promise<Answer<unknown>>) | null;
}) {
  if (cases.length === 0) return null;
  const open = cases.filter(({ closedAtMs }) => closedAtMs === null);
  const closed = cases.filter(({ closedAtMs }) => closedAtMs !== null);
  return (
    <Card className="flex flex-col gap-2">
      <CardTitle>Cases</CardTitle>
      {open.length === 0 ? <p className="text-ink-2">None is open.</p> : null}
      <CaseList cases={open} close={close} />
      {closed.length === 0 ? null : (
        <details className="text-sm">
          <summary className="w-fit text-ink-2">Closed ({closed.length})</summary>
          <CaseList cases={closed} close={null} />
        </details>
      )}
    </Card>
  );
}

function CaseList({ cases, close }: Parameters<typeof CasesCard>[0]) {
  return (
    <ul className="flex flex-col gap-2">
      {cases.map(({ id, reason, note, openedBy, openedAtMs, closedAtMs }) => (
        <li key={id} className="flex items-start justify-between gap-x-4">
          <p className="min-w-0 break-words">
            <span className="font-medium">{CASE_WORDS[reason]}</span>
            {note === null ? null : <span className="block text-ink-2">{note}</span>}
            <span className="block text-ink-2 text-xs">
              {openedBy} · <Moment atMs={openedAtMs} />
              {closedAtMs === null ? null : (
                <>
                  , closed <Moment atMs={closedAtMs} />
                </>
              )}
            </span>
          </p>
          {close ? <CloseCaseDialog what={CASE_WORDS[reason]} action={close.bind(null, id)} /> : null}
        </li>
      ))}
    </ul>
  );
}
