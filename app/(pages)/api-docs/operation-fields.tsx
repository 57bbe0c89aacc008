import { Table, Td, Th } from "@/components/ui/table";
import type { Operation } from "@/lib/domain/api-operation";
import { operationFields } from "@/lib/domain/operation-fields";
import type { SchemaField } from "@/lib/domain/schema-fields";

/** What an operation takes in its body and answers, field by field, folded away until it is looked for. */
export function OperationFields({ operation }: { operation: Operation }) {
  return (
    <div className="flex flex-col gap-2 px-4 pt-3">
      {operationFields(operation).map(({ part, which, fields }) => {
        const title = `Fields of the ${part}${which === null ? "" : `: ${which}`}`;
        const star = part === "body" ? "is needed" : "is always there";
        return (
          <details key={title}>
            <summary className="w-fit text-ink-2">
              {title} ({fields.length}; * {star})
            </summary>
            <div className="-mx-4 pt-1">
              <FieldTable label={`${title}, of ${operation.summary}`} fields={fields} />
            </div>
          </details>
        );
      })}
      {operation.method === "post" && operation.body === undefined ? (
        <p className="text-ink-2">
          Fields of the body: see <Link to="packet">Fields of a packet</Link> and{" "}
          <Link to="fields">Fields of a reading</Link>.
        </p>
      ) : null}
    </div>
  );
}

function FieldTable({ label, fields }: { label: string; fields: readonly SchemaField[] }) {
  return (
    <Table label={label} stacks>
      <thead>
        <tr>
          <Th>Field</Th>
          <Th>Type</Th>
          <Th>Unit</Th>
          <Th>Meaning</Th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, required, type, unit, description }) => (
          <tr key={name} className="align-top">
            <Td data-label="Field" className="font-mono text-xs leading-5">
              {name}
              {required ? " *" : ""}
            </Td>
            <Td data-label="Type" className="min-w-32 text-ink-2">
              {type}
            </Td>
            <Td data-label="Unit" className="whitespace-nowrap">
              {unit}
            </Td>
            <Td data-label="Meaning" className="min-w-40 text-ink-2">
              {description}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Link({ to, children }: { to: string; children: string }) {
  return (
    <a href={`#${to}`} className="text-accent underline underline-offset-2">
      {children}
    </a>
  );
}
