import { PROBLEMS } from "@/app/api/problem";
import { Table, Td, Th } from "@/components/ui/table";

/** Where the type of a problem document points to. */
export function ProblemsTable() {
  return (
    <Table label="Problems">
      <thead>
        <tr>
          <Th>Status</Th>
          <Th>Type</Th>
          <Th>Title</Th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(PROBLEMS).map(([code, { status, title }]) => (
          <tr key={code} id={`problem-${code}`} className="target:bg-accent-soft">
            <Td className="tabular-nums">{status}</Td>
            <Td className="font-mono text-xs">{code}</Td>
            <Td>{title}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
