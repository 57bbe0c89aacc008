import { PROBLEMS } from "@/app/api/problem";
import { Table, Td, Th } from "@/components/ui/table";
import { RETRIES } from "@/lib/domain/api-retries";

/** Where the type of a problem document points to. */
export function ProblemsTable() {
  return (
    <Table label="Problems">
      <thead>
        <tr>
          <Th>Status</Th>
          <Th>Type</Th>
          <Th>Title</Th>
          <Th>Send it again?</Th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(PROBLEMS)
          .sort(([, a], [, b]) => a.status - b.status)
          .map(([code, { status, title }]) => (
            <tr key={code} id={`problem-${code}`} className="scroll-mt-4 target:bg-accent-soft">
              <Td className="tabular-nums">{status}</Td>
              <Td className="whitespace-nowrap font-mono text-xs">{code}</Td>
              <Td>{title}</Td>
              <Td className="text-ink-2">{RETRIES[String(status)]}</Td>
            </tr>
          ))}
      </tbody>
    </Table>
  );
}
