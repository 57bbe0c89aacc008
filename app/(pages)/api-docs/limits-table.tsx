import { Table, Td, Th } from "@/components/ui/table";
import { LIMITS } from "@/lib/domain/api-limits";

/** How much may be sent and asked for, and what answers more. */
export function LimitsTable() {
  return (
    <Table label="Limits">
      <thead>
        <tr>
          <Th>What</Th>
          <Th>At most</Th>
          <Th>Beyond it</Th>
        </tr>
      </thead>
      <tbody>
        {LIMITS.map(({ what, limit, beyond }) => (
          <tr key={what} className="align-top">
            <Td>{what}</Td>
            <Td className="tabular-nums">{limit}</Td>
            <Td className="text-ink-2">{beyond}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
