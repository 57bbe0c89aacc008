import { Check } from "lucide-react";
import { Table, Td, Th } from "@/components/ui/table";
import type { BatchFindings } from "@/lib/registration/list-batch-findings";

/** What was found in the rows of a file: where, what came, and what to do. */
export function FindingsTable({ rows }: { rows: BatchFindings["rows"] }) {
  return (
    <Table label="Rows to fix" stacks>
      <thead>
        <tr>
          <Th className="text-right">Row</Th>
          <Th>Frame</Th>
          <Th>Column</Th>
          <Th>Got</Th>
          <Th>What to do</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {rows.flatMap(({ rowNumber, frameNumber, bikeId, isFixed, findings }) =>
          findings.map(({ label, got, hint, expected, reason }, index) => (
            <tr key={`${rowNumber} ${reason} ${label}`} data-row={rowNumber} data-reason={reason}>
              <Td data-label="Row" className="text-right text-ink-2 tabular-nums">
                {index === 0 ? rowNumber : null}
              </Td>
              <Td data-label="Frame" className="max-w-40 break-words font-mono text-xs">
                {index === 0 ? frameNumber || bikeId || "–" : null}
              </Td>
              <Td data-label="Column" className="whitespace-nowrap">
                {label ?? "The row"}
              </Td>
              <Td data-label="Got" className="max-w-80 break-words font-mono text-xs">
                {got}
              </Td>
              <Td data-label="What to do" className="min-w-40" title={`Expected ${expected}`}>
                {isFixed ? index === 0 && <RegisteredMeanwhile /> : hint}
              </Td>
            </tr>
          )),
        )}
      </tbody>
    </Table>
  );
}

const RegisteredMeanwhile = () => (
  <span className="inline-flex items-center gap-1 text-moving">
    <Check aria-hidden="true" className="size-3.5" />
    Registered meanwhile
  </span>
);
