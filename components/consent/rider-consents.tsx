import { Check, CircleSlash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Card, CardTitle } from "@/components/ui/card";
import { Moment } from "@/components/ui/clock";
import type { ConsentOfPurpose } from "@/lib/consent/consents-of";
import type { FoundRider } from "@/lib/consent/find-riders";
import { newestNotice, PURPOSE_REGISTRY } from "@/lib/domain/consent";
import { formatCount } from "@/lib/format/number";
import { RiderId } from "./rider-id";

/** What a rider agreed to, purpose by purpose, as it is now. @param act what can be done for the rider. */
export function RiderConsents({
  rider: { id, reference, organisation },
  consents,
  act,
}: {
  rider: FoundRider;
  consents: readonly ConsentOfPurpose[];
  act: ReactNode;
}) {
  return (
    <Card className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <CardTitle className="wrap-anywhere">
          {reference} <span className="font-normal text-ink-2 text-sm">of {organisation}</span>
        </CardTitle>
        {act}
      </div>
      <RiderId id={id} />
      <ul aria-label="Consent by purpose" className="grid gap-3 md:grid-cols-2">
        {consents.map(({ purpose, inForce, history }) => (
          <li key={purpose} className="flex min-w-0 flex-col gap-0.5">
            <span className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-medium">{PURPOSE_REGISTRY[purpose].name}</span>
              <State consent={{ purpose, inForce, history }} />
            </span>
            <span className="text-ink-2 text-xs">{newestNotice(purpose).texts.en}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function State({ consent: { inForce, history } }: { consent: ConsentOfPurpose }) {
  const newest = history[0];
  const Icon = inForce === null ? CircleSlash2 : Check;
  return (
    <span className="inline-flex items-center gap-1 text-ink-2 text-sm">
      <Icon aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
      {inForce ? (
        <span>
          in force since <Moment atMs={inForce.effectiveAtMs} />
        </span>
      ) : newest ? (
        <span>
          {newest.decision === "withdrawn" ? "withdrawn" : "granted from"}{" "}
          <Moment atMs={newest.effectiveAtMs} />, {formatCount(history.length, "entry", "entries")}
        </span>
      ) : (
        <span>never asked or answered</span>
      )}
    </span>
  );
}
