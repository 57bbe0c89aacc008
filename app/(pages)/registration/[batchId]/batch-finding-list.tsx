import Link from "next/link";
import { FindingsTable } from "@/components/registration/findings-table";
import { reasonWord } from "@/components/registration/reason-words";
import { Empty } from "@/components/states/states";
import { buttonLook } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { PageLinks } from "@/components/ui/page-links";
import type { UserActor } from "@/lib/domain/actor";
import { formatNumber } from "@/lib/format/number";
import type { BatchView } from "@/lib/registration/batch-view";
import { listBatchFindings } from "@/lib/registration/list-batch-findings";
import { answered } from "../../answered";
import { Refused } from "../../refused";
import { type FindingsAddress, findingsAddress } from "./search-params";

const WORDS = { before: "Earlier rows", behind: "Later rows" };

/** The rows of a file that need a hand, by reason. */
export async function BatchFindingList({
  actor,
  batch: { id: batchId, kind, rows: read },
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
  if (read === 0)
    return (
      <Card className="p-0">
        <Empty title="No row below the column names">
          Fill in one row per bike below them, and send the file again.
        </Empty>
      </Card>
    );
  if (total === 0 && reason === undefined)
    return (
      <Card className="p-0">
        <Empty title="Every row is right">
          {kind === "dry-run" ? "All of them can be registered as they are." : "Nothing is left to fix."}
        </Empty>
      </Card>
    );
  const to = (part: Partial<FindingsAddress>) => findingsAddress(batchId, { ...address, ...part });
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
      <PageLinks
        page={page}
        pages={Math.ceil(total / pageSize)}
        to={(next) => to({ page: next })}
        words={WORDS}
      />
    </>
  );
}
