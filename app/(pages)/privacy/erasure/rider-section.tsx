import { RiderId } from "@/components/consent/rider-id";
import { SeveralRiders } from "@/components/consent/several-riders";
import { EraseDialog } from "@/components/erasure/erase-dialog";
import { ExportForm } from "@/components/erasure/export-form";
import { HeldStretches } from "@/components/erasure/held-stretches";
import { Card, CardTitle } from "@/components/ui/card";
import { type FoundRider, findRiders } from "@/lib/consent/find-riders";
import type { UserActor } from "@/lib/domain/actor";
import { foreseeErasure } from "@/lib/erasure/foresee-erasure";
import { askForErasure } from "./actions";
import { erasureAddress } from "./search-params";

/** The rider whom the address names: what an erasure would be of, and what can be done. */
export async function RiderSection({ actor, riders }: { actor: UserActor; riders: readonly FoundRider[] }) {
  const [rider, ...others] = riders;
  if (!rider) return <p className="text-ink-2">No rider is called so, and none has this id.</p>;
  if (others.length > 0)
    return (
      <SeveralRiders
        named={rider.reference}
        riders={riders}
        toRider={(riderId) => erasureAddress({ rider: riderId })}
      />
    );
  const stretches = await foreseeErasure(actor, { riderId: rider.id });
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <CardTitle className="wrap-anywhere">
          {rider.reference} <span className="font-normal text-ink-2 text-sm">of {rider.organisation}</span>
        </CardTitle>
        <EraseDialog rider={rider.reference} action={askForErasure.bind(null, rider.id)} />
      </div>
      <RiderId id={rider.id} />
      <HeldStretches stretches={stretches} />
      <ExportForm riderId={rider.id} />
    </Card>
  );
}

/** Riders whom the address may mean. */
export const ridersCalled = (actor: UserActor, named: string) => findRiders(actor, { rider: named });
