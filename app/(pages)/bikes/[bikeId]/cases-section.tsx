import { CasesCard } from "@/components/bikes/cases-card";
import { listCases } from "@/lib/bikes/cases/list-cases";
import type { BikeRecord } from "@/lib/bikes/record/models";
import { maySupport } from "@/lib/bikes/who";
import type { UserActor } from "@/lib/domain/actor";
import { closeCaseOf } from "./case-actions";

/** Who called about a bike, registered or not, as far as the actor may know. */
export async function CasesSection({
  actor,
  bikeId,
  record,
}: {
  actor: UserActor;
  bikeId: string;
  record: BikeRecord | null;
}) {
  const supports = maySupport(actor);
  const cases = record?.cases ?? (supports ? await listCases(actor, bikeId) : []);
  return <CasesCard cases={cases} close={supports ? closeCaseOf.bind(null, bikeId) : null} />;
}
