import { AssignDialog } from "@/components/bikes/assign-dialog";
import { CaseDialog } from "@/components/bikes/case-dialog";
import { CorrectionDialog } from "@/components/bikes/correction-dialog";
import { SwapDialog } from "@/components/bikes/swap-dialog";
import { CORRECTABLE } from "@/lib/bikes/corrections/correctable-fields";
import { listFleets } from "@/lib/bikes/list-fleets";
import { mayAssign, maySupport, maySwap } from "@/lib/bikes/who";
import type { UserActor } from "@/lib/domain/actor";
import { assign, openCaseOf, propose, swap } from "./record-actions";

/** What the actor may do with the record of a bike; of one that is not registered, cases can be opened. */
export async function BikeActions({
  actor,
  bikeId,
  isRegistered,
}: {
  actor: UserActor;
  bikeId: string;
  isRegistered: boolean;
}) {
  const fleets = isRegistered && mayAssign(actor) ? await listFleets(actor) : [];
  const fields = Object.entries(CORRECTABLE).map(([key, { label }]) => [key, label] as const);
  return (
    <div className="flex flex-wrap gap-2">
      {isRegistered && maySwap(actor) ? <SwapDialog action={swap.bind(null, bikeId)} /> : null}
      {fleets.length > 0 ? <AssignDialog action={assign.bind(null, bikeId)} fleets={fleets} /> : null}
      {isRegistered && maySupport(actor) ? (
        <CorrectionDialog action={propose.bind(null, bikeId)} fields={fields} />
      ) : null}
      {maySupport(actor) ? <CaseDialog action={openCaseOf.bind(null, bikeId)} /> : null}
    </div>
  );
}
