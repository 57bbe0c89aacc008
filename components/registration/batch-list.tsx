import Link from "next/link";
import { Age } from "@/components/ui/clock";
import { Tag } from "@/components/ui/pill";
import { Table, Td, Th } from "@/components/ui/table";
import { formatNumber } from "@/lib/format/number";
import type { BatchView } from "@/lib/registration/batch-view";

/** Files, each leading to what became of it. @param showsOem where the viewer sees those of several OEMs. */
export function BatchList({ batches, showsOem }: { batches: readonly BatchView[]; showsOem: boolean }) {
  return (
    <Table label="Files">
      <thead>
        <tr>
          <Th>File</Th>
          <Th>Plant</Th>
          <Th className="text-right">Rows</Th>
          <Th className="hidden text-right sm:table-cell">Registered</Th>
          <Th className="text-right">To fix</Th>
          <Th className="hidden md:table-cell">By</Th>
          <Th className="text-right">When</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {batches.map((batch) => (
          <tr key={batch.id} className="relative hover:bg-canvas">
            <Th scope="row" className="max-w-64 truncate">
              <Link
                href={`/registration/${batch.id}`}
                className="font-medium text-accent after:absolute after:inset-0"
              >
                {batch.fileName}
              </Link>{" "}
              <StateTag batch={batch} />
            </Th>
            <Td className="whitespace-nowrap">
              {showsOem ? `${batch.oemName} · ${batch.plantName}` : batch.plantName}
            </Td>
            <Td className="text-right tabular-nums">
              {batch.rows === null ? "–" : formatNumber(batch.rows)}
            </Td>
            <Td className="hidden text-right tabular-nums sm:table-cell">
              {batch.kind === "dry-run" ? "–" : formatNumber(batch.registered - batch.withdrawn)}
            </Td>
            <Td className="text-right tabular-nums">
              {batch.kind === "dry-run" ? formatNumber(batch.failed) : formatNumber(batch.toFix)}
            </Td>
            <Td className="hidden whitespace-nowrap text-ink-2 md:table-cell">{batch.createdByName}</Td>
            <Td className="text-right text-ink-2">
              <Age atMs={batch.createdAt.getTime()} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function StateTag({ batch: { kind, state, registered, withdrawn } }: { batch: BatchView }) {
  if (state === "refused" && kind === "registration" && registered > 0)
    return <Tag tone="late">given up half-way</Tag>;
  if (state === "refused" || state === "withdrawn" || state === "working" || state === "waiting")
    return <Tag tone={state === "refused" ? "late" : "quiet"}>{STATES[state]}</Tag>;
  if (withdrawn > 0) return <Tag tone="quiet">{formatNumber(withdrawn)} withdrawn</Tag>;
  return kind === "dry-run" ? <Tag tone="quiet">checked only</Tag> : null;
}

const STATES = {
  waiting: "waiting",
  working: "under way",
  refused: "refused",
  withdrawn: "withdrawn",
} as const;
