import { Table, Td, Th } from "@/components/ui/table";
import { formatNumber } from "@/lib/format/number";
import type { RefusedCells } from "./send-legacy-file";

/** Which values of a file are no facts, and what was expected in their place. @param total of all, also of those not named. */
export function RefusedTable({ cells, total }: { cells: RefusedCells; total: number }) {
  if (cells.length === 0) return null;
  const named = cells.length < total ? `the first ${formatNumber(cells.length)} of ` : "";
  return (
    <details className="text-sm">
      <summary className="w-fit text-ink-2">
        Values that are no fact ({named}
        {formatNumber(total)})
      </summary>
      <div className="max-h-96 overflow-y-auto pt-2">
        <Table label="Values that are no fact">
          <thead>
            <tr>
              <Th className="text-right">Row</Th>
              <Th>Column</Th>
              <Th>Expected</Th>
              <Th>Got</Th>
            </tr>
          </thead>
          <tbody className="[&>tr:last-child>*]:border-b-0">
            {cells.map(({ row, column, expected, got }) => (
              <tr key={`${row} ${column}`}>
                <Td className="text-right text-ink-2 tabular-nums">{row}</Td>
                <Td className="whitespace-nowrap">{column ?? "The row"}</Td>
                <Td>{expected}</Td>
                <Td className="max-w-80 break-words font-mono text-xs">{got}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}
