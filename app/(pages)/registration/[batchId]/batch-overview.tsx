import Link from "next/link";
import { RegisterButton, WithdrawPanel } from "@/components/registration/batch-actions";
import { BatchProgress } from "@/components/registration/batch-progress";
import { BatchSteps } from "@/components/registration/batch-steps";
import { refusalOf, shareDone, stepsOf, titleOf } from "@/components/registration/batch-words";
import { ArrivalHeading } from "@/components/states/arrival-heading";
import { Failed } from "@/components/states/states";
import { buttonLook } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Moment } from "@/components/ui/clock";
import type { UserActor } from "@/lib/domain/actor";
import { formatCount } from "@/lib/format/number";
import type { BatchView } from "@/lib/registration/batch-view";
import { registerFile, withdrawFile } from "../actions";
import { BatchFindingList } from "./batch-finding-list";
import type { FindingsAddress } from "./search-params";

/** What became of a file: its steps, its rows to fix, and what can be done next. */
export function BatchOverview({
  actor,
  batch,
  address,
}: {
  actor: UserActor;
  batch: BatchView;
  address: FindingsAddress;
}) {
  const { id, kind, state, registered, withdrawn, unchanged, failed, toFix, plantId } = batch;
  const isUnderWay = state === "waiting" || state === "working";
  const left = kind === "dry-run" ? failed : toFix;
  return (
    <>
      <header className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <p className="text-ink-2 text-xs">
            <Link href="/registration" className="text-accent underline">
              Registration
            </Link>{" "}
            / {batch.plantName} / {batch.fileName} / <Moment atMs={batch.createdAt.getTime()} />
          </p>
          <ArrivalHeading className="font-semibold text-xl tracking-tight">{titleOf(batch)}</ArrivalHeading>
        </div>
        <div className="flex flex-wrap gap-2">
          {!isUnderWay && left > 0
            ? (["xlsx", "csv"] as const).map((format) => (
                <a
                  key={format}
                  href={`/api/registration/files?batch=${id}&format=${format}`}
                  className={buttonLook()}
                >
                  Download {formatCount(left, "failed row")} ({format.toUpperCase()})
                </a>
              ))
            : null}
          {kind === "dry-run" && state === "done" ? (
            <RegisterButton bikes={registered + unchanged} register={registerFile.bind(null, id)} />
          ) : null}
          {state === "done" && left > 0 ? (
            <Link
              href={`/registration?plant=${plantId}`}
              className={buttonLook(kind === "registration" ? { kind: "primary" } : {})}
            >
              Upload fixed rows
            </Link>
          ) : null}
        </div>
      </header>
      <BatchSteps steps={stepsOf(batch)} />
      {isUnderWay ? <BatchProgress share={shareDone(batch)} done={batch.done} rows={batch.rows} /> : null}
      {state === "refused" ? (
        <Card className="p-0">
          <Failed title={refusalOf(batch)}>{batch.fault}</Failed>
        </Card>
      ) : null}
      {isUnderWay || state === "refused" ? null : (
        <BatchFindingList actor={actor} batch={batch} address={address} />
      )}
      {kind === "registration" && (state === "done" || state === "refused") && registered > withdrawn ? (
        <WithdrawPanel bikes={registered - withdrawn} withdraw={withdrawFile.bind(null, id)} />
      ) : null}
    </>
  );
}
