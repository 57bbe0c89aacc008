import { Table, Td, Th } from "@/components/ui/table";
import { allowedValues } from "@/lib/domain/allowed-values";
import type { JsonSchema } from "@/lib/domain/packet-schema";

interface Row {
  readonly name: string;
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
  readonly in?: string;
}

/** Parameters, or fields of a packet: what each means, allows, and is when it is left out. */
export function ParameterTable({ label, rows }: { label: string; rows: readonly Row[] }) {
  const hasPlaces = rows.some((row) => row.in !== undefined);
  const hasDefaults = rows.some(({ schema }) => schema.default !== undefined);
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>Name</Th>
          {hasPlaces ? <Th>In</Th> : null}
          <Th>Meaning</Th>
          <Th>Allowed</Th>
          {hasDefaults ? <Th>Default</Th> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, required, description, schema, in: place }) => (
          <tr key={name} className="align-top">
            <Td className="whitespace-nowrap font-mono text-xs leading-5">
              {name}
              {required ? " *" : ""}
            </Td>
            {hasPlaces ? <Td className="text-ink-2">{place}</Td> : null}
            <Td className="min-w-36 text-ink-2">{description}</Td>
            <Td className="min-w-40 break-words text-ink-2">{allowedValues(schema)}</Td>
            {hasDefaults ? (
              <Td className="font-mono text-xs leading-5">
                {schema.default === undefined ? "" : String(schema.default)}
              </Td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
