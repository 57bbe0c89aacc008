import Link from "next/link";
import { RecordDialog } from "@/components/consent/record-dialog";
import { RiderConsents } from "@/components/consent/rider-consents";
import { Card, CardTitle } from "@/components/ui/card";
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
    return (
      <Card className="flex flex-col gap-2">
        <CardTitle>Several riders are called {named}</CardTitle>
        <ul className="flex flex-wrap gap-x-4 gap-y-1">
          {riders.map(({ id, organisation }) => (
            <li key={id}>
              <Link
                href={consentAddress({ rider: id })}
                className="text-accent underline-offset-2 hover:underline"
              >
                the one of {organisation}
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    );
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
