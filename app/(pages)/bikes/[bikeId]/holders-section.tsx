import { EndAssignmentDialog } from "@/components/bikes/end-assignment-dialog";
import { HoldersCard } from "@/components/bikes/holders-card";
import { TransferDialog } from "@/components/bikes/transfer-dialog";
import { listRiderOrganisations } from "@/lib/bikes/list-rider-organisations";
import type { BikeRecord, RecordPeriod } from "@/lib/bikes/record/models";
import { mayAssign } from "@/lib/bikes/who";
import type { UserActor } from "@/lib/domain/actor";
import { endAssignmentOf, transfer } from "./holder-actions";
import { voidOf } from "./record-actions";

/** Whose a bike was when, and, for those who say so, the ways to change it. */
export async function HoldersSection({ actor, record }: { actor: UserActor; record: BikeRecord }) {
  const { bikeId, assignments, owners, withdrawnAtMs } = record;
  const says = mayAssign(actor);
  const running = assignments.find((one) => isNow(one, Date.now()));
  const organisations = says && withdrawnAtMs === null ? await listRiderOrganisations(actor) : [];
  return (
    <>
      <HoldersCard
        title="Fleets"
        none="It is in no fleet."
        holders={assignments.map(({ fleet, ...period }) => ({ ...period, who: fleet }))}
        act={
          says && running ? (
            <EndAssignmentDialog action={endAssignmentOf.bind(null, bikeId)} fleet={running.fleet} />
          ) : null
        }
        voiding={says ? voidOf.bind(null, bikeId, "fleet") : null}
      />
      <HoldersCard
        title="Owners"
        none="Nobody is registered as its owner."
        holders={owners.map(({ organisation, reference, ...period }) => ({
          ...period,
          who: reference === null ? "A rider" : `${reference} (${organisation})`,
        }))}
        act={
          organisations.length > 0 ? (
            <TransferDialog action={transfer.bind(null, bikeId)} organisations={organisations} />
          ) : null
        }
        voiding={says ? voidOf.bind(null, bikeId, "owner") : null}
      />
    </>
  );
}

const isNow = ({ fromMs, toMs, voidedAtMs }: RecordPeriod, nowMs: number): boolean =>
  voidedAtMs === null && (fromMs ?? nowMs) <= nowMs && nowMs < (toMs ?? Number.POSITIVE_INFINITY);
