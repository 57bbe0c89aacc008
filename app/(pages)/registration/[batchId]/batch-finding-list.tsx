import Link from "next/link";
import { FindingsTable } from "@/components/registration/findings-table";
import { reasonWord } from "@/components/registration/reason-words";
import { Empty } from "@/components/states/states";
import { buttonLook } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import type { UserActor } from "@/lib/domain/actor";
import { formatNumber } from "@/lib/format/number";
import type { BatchView } from "@/lib/registration/batch-view";
import { listBatchFindings } from "@/lib/registration/list-batch-findings";
import { answered } from "../../ingest/answered";
import { Refused } from "../../ingest/refused";
import { type FindingsAddress, findingsAddress } from "./search-params";

/** The rows of a file that need a hand, by reason. */
export async function BatchFindingList({
  actor,
  batch: { id: batchId, kind },
  address,
}: {
  actor: UserActor;
  batch: BatchView;
  address: FindingsAddress;
}) {
  const { reason, page } = address;
  const answer = await answered("list-batch-findings", () =>
    listBatchFindings(actor, { batchId, page, ...(reason === undefined ? {} : { reason }) }),
  );
  if (answer.kind === "failed") return <Refused what="The rows" answer={answer} />;
  const { rows, total, pageSize, reasons } = answer.value;
  if (total === 0 && reason === undefined)
    return (
      <Card className="p-0">
        <Empty title="Every row is right">
          {kind === "dry-run" ? "All of them can be registered as they are." : "Nothing is left to fix."}
        </Empty>
      </Card>
    );
  const to = (part: Partial<FindingsAddress>) => findingsAddress(batchId, { ...address, ...part });
  const last = Math.max(1, Math.ceil(total / pageSize));
  return (
    <>
      <nav aria-label="Reasons" className="flex flex-wrap gap-1.5">
        {[{ reason: undefined, rows: null }, ...reasons].map((each) => (
          <Link
            key={each.reason ?? ""}
            href={to({ reason: each.reason, page: 1 })}
            aria-current={each.reason === reason ? "true" : undefined}
            className={cn(
              buttonLook({ size: "small" }),
              each.reason === reason && "border-accent bg-accent-soft text-accent",
            )}
          >
            {each.reason === undefined
              ? "All reasons"
              : `${reasonWord(each.reason)} ${formatNumber(each.rows ?? 0)}`}
          </Link>
        ))}
      </nav>
      <Card>
        <FindingsTable rows={rows} />
      </Card>
      {last > 1 ? (
        <nav aria-label="Pages" className="flex items-center gap-2">
          {page > 1 ? (
            <Link href={to({ page: page - 1 })} className={buttonLook()}>
              Earlier rows
            </Link>
          ) : null}
          {page < last ? (
            <Link href={to({ page: page + 1 })} className={buttonLook()}>
              Later rows
            </Link>
          ) : null}
          <span className="text-ink-3 text-xs">
            Page {formatNumber(page)} of {formatNumber(last)}
          </span>
        </nav>
      ) : null}
    </>
  );
}
