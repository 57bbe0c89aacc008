import { Table, Td, Th } from "@/components/ui/table";
import { formatNumber } from "@/lib/format/number";
import type { CaseRate } from "@/lib/quality/get-case-rates";
import { NothingHere } from "./board-card";

/** Calls per 1,000 registered bikes, by hardware generation and reason. */
export function CaseRates({ rates }: { rates: readonly CaseRate[] }) {
  if (rates.length === 0) return <NothingHere>No bike is registered yet.</NothingHere>;
  return (
    <Table label="Support cases per 1,000 bikes">
      <thead>
        <tr>
          <Th>Generation</Th>
          <Th className="text-right">Bikes</Th>
          <Th className="text-right">Per 1,000</Th>
          <Th>Reasons</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {rates.map(({ generation, bikes, perThousand, byReason }) => (
          <tr key={generation}>
            <Th scope="row">{generation}</Th>
            <Td className="text-right tabular-nums">{formatNumber(bikes)}</Td>
            <Td className="text-right tabular-nums">{formatNumber(perThousand, 1)}</Td>
            <Td className="text-ink-2 text-xs">
              {byReason.length === 0
                ? "none"
                : byReason
                    .map(
                      ({ reason, cases }) =>
                        `${reason.replaceAll("-", " ")} ${formatNumber((cases / bikes) * 1_000, 1)}`,
                    )
                    .join(", ")}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
