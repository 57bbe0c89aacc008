import Link from "next/link";
import { ComponentsTable } from "@/components/bikes/components-table";
import { HoldersCard } from "@/components/bikes/holders-card";
import { IdentifiersCard } from "@/components/bikes/identifiers-card";
import { Empty } from "@/components/states/states";
import { Card, CardTitle } from "@/components/ui/card";
import type { BikeRecord, RecordComponent } from "@/lib/bikes/record/models";
import type { UserActor } from "@/lib/domain/actor";
import type { BikeState } from "@/lib/telemetry/models";
import { NotRegistered } from "./not-registered";

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
  if (!record) return <NotRegistered actor={actor} bikeId={bikeId} state={state} />;
  const { components, assignments, owners, corrections } = record;
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
            <ComponentsTable label="Components now" components={now} />
          ) : (
            <Empty title="No components are registered" className="py-6" />
          )}
          {before.length > 0 ? (
            <details className="px-4 py-3 text-sm">
              <summary className="w-fit text-ink-2">Before ({before.length})</summary>
              <ComponentsTable label="Components before" components={before} />
            </details>
          ) : null}
        </Card>
        <HoldersCard
          title="Fleets"
          none="It is in no fleet."
          holders={assignments.map(({ fleet, ...period }) => ({ ...period, who: fleet }))}
        />
        <HoldersCard
          title="Owners"
          none="Nobody is registered as its owner."
          holders={owners.map(({ organisation, reference, ...period }) => ({
            ...period,
            who: reference === null ? "A rider" : `${reference} (${organisation})`,
          }))}
        />
      </div>
    </div>
  );
}
