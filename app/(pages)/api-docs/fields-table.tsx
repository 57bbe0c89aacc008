import { Table, Td, Th } from "@/components/ui/table";
import { expectationOf } from "@/lib/domain/decode-reading";
import { FIELDS } from "@/lib/domain/fields";
import { resolutionOf } from "@/lib/domain/packet-schema";

/** The contract's fields with unit, range and resolution. */
export function FieldsTable() {
  return (
    <Table label="Fields of a reading">
      <thead>
        <tr>
          <Th>Field</Th>
          <Th>Meaning</Th>
          <Th>Unit</Th>
          <Th>Allowed</Th>
          <Th className="text-right">Resolution</Th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <Td className="font-mono text-xs">t *</Td>
          <Td>Time of measurement</Td>
          <Td>ms</Td>
          <Td className="text-ink-2">whole number, since 1970-01-01 UTC</Td>
          <Td className="text-right tabular-nums">1</Td>
        </tr>
        {FIELDS.map((field) => (
          <tr key={field.name}>
            <Td className="font-mono text-xs">{field.name}</Td>
            <Td>{field.label}</Td>
            <Td>{field.kind === "number" ? field.unit : ""}</Td>
            <Td className="text-ink-2">{expectationOf(field)}</Td>
            <Td className="text-right tabular-nums">{plain(resolutionOf(field))}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** 0.000001 rather than 1e-6. */
const plain = (resolution: number | null): string =>
  resolution === null ? "" : resolution.toFixed(6).replace(/\.?0+$/, "");
