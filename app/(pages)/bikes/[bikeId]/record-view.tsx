import Link from "next/link";
import { ComponentsTable } from "@/components/bikes/components-table";
import { IdentifiersCard } from "@/components/bikes/identifiers-card";
import { Empty } from "@/components/states/states";
import { Card, CardTitle } from "@/components/ui/card";
import type { BikeRecord, RecordComponent } from "@/lib/bikes/record/models";
import { maySwap } from "@/lib/bikes/who";
import type { UserActor } from "@/lib/domain/actor";
import type { BikeState } from "@/lib/telemetry/models";
import { CasesSection } from "./cases-section";
import { HoldersSection } from "./holders-section";
import { NotRegistered } from "./not-registered";
import { voidOf } from "./record-actions";

const isNow = ({ toMs, voidedAtMs }: RecordComponent): boolean => toMs === null && voidedAtMs === null;

/** What is registered of a bike: its numbers, what it is made of now and was before, and whose it was. */
export function RecordView({
  actor,
  bikeId,
  record,
  state,
}: {
  actor: UserActor;
  bikeId: string;
  record: BikeRecord | null;
  state: BikeState | null;
}) {
  const cases = <CasesSection actor={actor} bikeId={bikeId} record={record} />;
  if (!record)
    return (
      <>
        <NotRegistered actor={actor} bikeId={bikeId} state={state} />
        {cases}
      </>
    );
  const { components, corrections } = record;
  const voiding = maySwap(actor) ? voidOf.bind(null, bikeId, "component") : null;
  const now = components.filter(isNow);
  const before = components.filter((component) => !isNow(component));
  const open = corrections.filter((one) => one.state === "open").length;
  return (
    <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.45fr)]">
      <IdentifiersCard record={record} />
      <div className="flex min-w-0 flex-col gap-4">
        {open > 0 ? (
          <p role="status" className="rounded-r-md border-late border-l-[3px] bg-surface px-3 py-2 text-sm">
            {open === 1 ? "A correction waits" : `${open} corrections wait`} for a decision.{" "}
            <Link href="/corrections" className="text-accent underline">
              Look at corrections
            </Link>
          </p>
        ) : null}
        <Card className="p-0">
          <CardTitle className="px-4 pt-4 pb-2">Components</CardTitle>
          {now.length > 0 ? (
            <ComponentsTable label="Components now" components={now} voiding={voiding} />
          ) : (
            <Empty title="No components are registered" className="py-6" />
          )}
          {before.length > 0 ? (
            <details className="px-4 py-3 text-sm">
              <summary className="w-fit text-ink-2">Before ({before.length})</summary>
              <ComponentsTable label="Components before" components={before} voiding={voiding} />
            </details>
          ) : null}
        </Card>
        <HoldersSection actor={actor} record={record} />
        {cases}
      </div>
    </div>
  );
}
