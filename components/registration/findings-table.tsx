import { Check } from "lucide-react";
import { Table, Td, Th } from "@/components/ui/table";
import type { BatchFindings } from "@/lib/registration/list-batch-findings";

/** What was found in the rows of a file: where, what came, and what to do. */
export function FindingsTable({ rows }: { rows: BatchFindings["rows"] }) {
  return (
    <Table label="Rows to fix">
      <thead>
        <tr>
          <Th className="text-right">Row</Th>
          <Th>Frame</Th>
          <Th>Column</Th>
          <Th className="hidden md:table-cell">Got</Th>
          <Th>What to do</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {rows.flatMap(({ rowNumber, frameNumber, bikeId, isFixed, findings }) =>
          findings.map(({ label, got, hint, expected, reason }, index) => (
            <tr key={`${rowNumber} ${reason} ${label}`} data-row={rowNumber} data-reason={reason}>
              <Td className="text-right text-ink-2 tabular-nums">{index === 0 ? rowNumber : null}</Td>
              <Td className="max-w-40 truncate font-mono text-xs">
                {index === 0 ? frameNumber || bikeId || "–" : null}
              </Td>
              <Td className="whitespace-nowrap">{label ?? "The row"}</Td>
              <Td className="hidden max-w-80 break-words font-mono text-xs md:table-cell">{got}</Td>
              <Td className="min-w-40" title={`Expected ${expected}`}>
                <span className="block font-mono text-ink-2 text-xs md:hidden">{got}</span>
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
