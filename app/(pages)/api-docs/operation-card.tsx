import { Card } from "@/components/ui/card";
import { Tag } from "@/components/ui/pill";
import { Table, Td, Th } from "@/components/ui/table";
import type { Operation } from "@/lib/domain/openapi";

/** One operation of the API: what it does, what it takes, what it answers. */
export function OperationCard({ operation }: { operation: Operation }) {
  const { method, path, summary, description, scope, parameters, answers } = operation;
  return (
    <Card className="p-0">
      <header className="px-4 pt-4 pb-2">
        <h2 className="flex flex-wrap items-baseline gap-x-2 font-semibold text-base">
          {summary} <Tag tone="quiet">scope {scope}</Tag>
        </h2>
        <p className="mt-1 break-all font-mono text-accent text-sm">
          {method.toUpperCase()} {path}
        </p>
        <p className="mt-1 text-ink-2">{description}</p>
      </header>
      <Table label={`Parameters of ${summary}`}>
        <thead>
          <tr>
            <Th>Parameter</Th>
            <Th>In</Th>
            <Th>Meaning</Th>
          </tr>
        </thead>
        <tbody>
          {parameters.map((parameter) => (
            <tr key={String(parameter.name)}>
              <Td className="whitespace-nowrap font-mono text-xs">
                {String(parameter.name)}
                {parameter.required ? " *" : ""}
              </Td>
              <Td className="text-ink-2">{String(parameter.in)}</Td>
              <Td className="text-ink-2">{String(parameter.description ?? "")}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 p-4 text-sm">
        {Object.entries(answers).map(([status, answer]) => (
          <div key={status} className="contents">
            <dt className="font-mono text-xs leading-5">{status}</dt>
            <dd className="text-ink-2">{String(answer.description)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
