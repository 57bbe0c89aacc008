import { AssignDialog } from "@/components/bikes/assign-dialog";
import { CaseDialog } from "@/components/bikes/case-dialog";
import { CorrectionDialog } from "@/components/bikes/correction-dialog";
import { ReinstateDialog } from "@/components/bikes/reinstate-dialog";
import { SwapDialog } from "@/components/bikes/swap-dialog";
import { WithdrawDialog } from "@/components/bikes/withdraw-dialog";
import { CORRECTABLE } from "@/lib/bikes/corrections/correctable-fields";
import { listFleets } from "@/lib/bikes/list-fleets";
import type { BikeRecord } from "@/lib/bikes/record/models";
import { mayAssign, maySupport, maySwap } from "@/lib/bikes/who";
import type { UserActor } from "@/lib/domain/actor";
import type { ComponentSlot } from "@/lib/domain/master-data";
import { openCaseOf } from "./case-actions";
import { assign } from "./holder-actions";
import { propose, reinstate, swap, withdraw } from "./record-actions";

/** What the actor may do with the record of a bike; of one that is not registered, cases can be opened. */
export async function BikeActions({
  actor,
  bikeId,
  record,
}: {
  actor: UserActor;
  bikeId: string;
  record: BikeRecord | null;
}) {
  const isWithdrawn = record !== null && record.withdrawnAtMs !== null;
  const isInUse = record !== null && !isWithdrawn;
  const fleets = isInUse && mayAssign(actor) ? await listFleets(actor) : [];
  const fields = Object.entries(CORRECTABLE).map(([key, { label }]) => [key, label] as const);
  return (
    <div className="flex flex-wrap gap-2">
      {isInUse && maySwap(actor) ? (
        <SwapDialog current={serialsIn(record)} action={swap.bind(null, bikeId)} />
      ) : null}
      {fleets.length > 0 ? <AssignDialog action={assign.bind(null, bikeId)} fleets={fleets} /> : null}
      {record && maySupport(actor) ? (
        <CorrectionDialog action={propose.bind(null, bikeId)} fields={fields} />
      ) : null}
      {maySupport(actor) ? <CaseDialog action={openCaseOf.bind(null, bikeId)} /> : null}
      {isInUse && maySwap(actor) ? (
        <WithdrawDialog action={withdraw.bind(null, bikeId)} bikeId={bikeId} />
      ) : null}
      {isWithdrawn && record.mergedInto === null && maySwap(actor) ? (
        <ReinstateDialog action={reinstate.bind(null, bikeId)} bikeId={bikeId} />
      ) : null}
    </div>
  );
}

/** What is in the bike now, by its place. */
const serialsIn = ({ components }: BikeRecord): Partial<Record<ComponentSlot, string>> =>
  Object.fromEntries(
    components
      .filter(({ toMs, voidedAtMs }) => toMs === null && voidedAtMs === null)
      .map(({ kind, serial }) => [kind, serial]),
  );
