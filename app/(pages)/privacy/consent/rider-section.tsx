import { RecordDialog } from "@/components/consent/record-dialog";
import { RiderConsents } from "@/components/consent/rider-consents";
import { SeveralRiders } from "@/components/consent/several-riders";
import { consentsOf } from "@/lib/consent/consents-of";
import { findRiders } from "@/lib/consent/find-riders";
import { mayRecordForRiders } from "@/lib/consent/who";
import type { UserActor } from "@/lib/domain/actor";
import { recordForRider } from "./actions";
import { consentAddress } from "./search-params";

/** The rider whom the address names: what they agreed to; of several that are called so, which is meant. */
export async function RiderSection({ actor, named }: { actor: UserActor; named: string }) {
  const riders = await findRiders(actor, { rider: named });
  const [rider, ...others] = riders;
  if (!rider) return <p className="text-ink-2">No rider is called {named}, and none has this id.</p>;
  if (others.length > 0)
    return <SeveralRiders named={named} riders={riders} toRider={(rider) => consentAddress({ rider })} />;
  return (
    <RiderConsents
      rider={rider}
      consents={await consentsOf(actor, { riderId: rider.id })}
      act={
        mayRecordForRiders(actor) ? (
          <RecordDialog rider={rider.reference} action={recordForRider.bind(null, rider.id)} />
        ) : null
      }
    />
  );
}
