import { Tag } from "@/components/ui/pill";
import { Table, Td, Th } from "@/components/ui/table";
import type { Operation } from "@/lib/domain/api-operation";
import { RETRIES } from "@/lib/domain/api-retries";
import { ExampleBox } from "./example-box";
import { OperationFields } from "./operation-fields";
import { ParameterTable } from "./parameter-table";
import { Section } from "./section";

/** One operation of the API: what it does, what it takes, what it answers, and how that looks. */
export function OperationCard({ operation, address }: { operation: Operation; address: string }) {
  const { id, method, path, summary, description, scope, parameters, statuses, examples } = operation;
  return (
    <Section id={id} title={summary}>
      <div className="px-4 pb-2">
        <p className="break-all font-mono text-accent text-sm">
          {method.toUpperCase()} {path}
        </p>
        <p className="mt-1 text-ink-2">
          {description} <Tag tone="quiet">scope {scope}</Tag>
        </p>
      </div>
      <ParameterTable label={`Parameters of ${summary}; * is needed`} rows={parameters} />
      <OperationFields operation={operation} />
      <div className="px-4 pb-4">
        {examples.map((example) =>
          example.isFirstStep ? (
            <p key={example.id} className="mt-3 text-ink-2">
              Example “{example.title}”: see{" "}
              <a href="#start" className="text-accent underline underline-offset-2">
                Start here
              </a>
              .
            </p>
          ) : (
            <ExampleBox key={example.id} example={example} address={address} />
          ),
        )}
      </div>
      <Table label={`Answers of ${summary}`}>
        <thead>
          <tr>
            <Th>Status</Th>
            <Th>Meaning</Th>
            <Th>Send it again?</Th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(statuses).map(([status, meaning]) => (
            <tr key={status} className="align-top">
              <Td className="font-mono text-xs leading-5">{status}</Td>
              <Td className="text-ink-2">{meaning}</Td>
              <Td className="text-ink-2">{RETRIES[status] ?? ""}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
