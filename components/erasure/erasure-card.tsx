import { Check, Circle, LoaderCircle } from "lucide-react";
import Link from "next/link";
import { Card, CardTitle } from "@/components/ui/card";
import { Moment } from "@/components/ui/clock";
import { ERASURE_STEPS, type ErasureStep } from "@/lib/domain/erasure-steps";
import type { ListedErasure } from "@/lib/erasure/list-erasures";
import { formatCount } from "@/lib/format/number";
import { Failing } from "./failing";
import { Receipt } from "./receipt";
import { STEP_WORDS } from "./words";

/** One erasure: who asked and why, how far it is, and its receipts. @param to address of the rider's erasures. */
export function ErasureCard({ erasure, to }: { erasure: ListedErasure; to: string }) {
  const { reference, organisation, reason, evidence, asker, askedBy, askedMs, bikes, steps, receipts, at } =
    erasure;
  const { failing } = erasure;
  return (
    <Card className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <CardTitle className="wrap-anywhere">
          <Link href={to} className="text-accent underline underline-offset-2">
            {reference}
          </Link>{" "}
          <span className="font-normal text-ink-2 text-sm">
            of {organisation}, {formatCount(bikes, "bike", "bikes")}
          </span>
        </CardTitle>
        <p className="text-ink-2 text-sm">
          {at === null ? "Erased" : receipts.length > 0 ? "Being erased again" : "Being erased"}, asked{" "}
          <Moment atMs={askedMs} /> by {asker ?? askedBy}
        </p>
      </div>
      <p className="wrap-anywhere text-ink-2 text-sm">
        {reason} ({evidence})
      </p>
      {failing === null ? null : <Failing failing={failing} />}
      <ol aria-label="Steps" className="grid gap-x-4 gap-y-1 text-sm md:grid-cols-2">
        {ERASURE_STEPS.map((step) => {
          const known = steps.find((one) => one.step === step);
          return <Step key={step} step={step} isNext={step === at} endedMs={known?.endedMs ?? null} />;
        })}
      </ol>
      {receipts.map((receipt) => (
        <Receipt key={receipt.id} receipt={receipt} />
      ))}
    </Card>
  );
}

function Step({ step, isNext, endedMs }: { step: ErasureStep; isNext: boolean; endedMs: number | null }) {
  const Icon = endedMs !== null ? Check : isNext ? LoaderCircle : Circle;
  return (
    <li className="flex min-w-0 items-baseline gap-1.5">
      <Icon aria-hidden="true" className="size-3.5 shrink-0 self-center text-ink-3" />
      <span className={endedMs === null && !isNext ? "text-ink-3" : undefined}>
        {STEP_WORDS[step]}
        {endedMs === null ? (
          <span className="text-ink-2">{isNext ? ": under way" : ": not yet"}</span>
        ) : (
          <span className="text-ink-2">
            , <Moment atMs={endedMs} />
          </span>
        )}
      </span>
    </li>
  );
}
