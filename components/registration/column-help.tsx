import { Table, Td, Th } from "@/components/ui/table";

/** A column, as people are told of it. */
export interface ColumnTold {
  readonly label: string;
  readonly required: boolean;
  readonly example: string;
  readonly about: string;
}

/** An empty file to be filled in, and what belongs into each of its columns. */
export function ColumnHelp({ plantId, columns }: { plantId: string; columns: readonly ColumnTold[] }) {
  return (
    <div className="flex flex-col gap-1 text-ink-2 text-xs">
      <p>
        No file at hand? Take an empty one:{" "}
        {(["csv", "xlsx"] as const).map((format) => (
          <a
            key={format}
            href={`/api/registration/files?plant=${plantId}&format=${format}`}
            className="mr-2 text-accent underline"
          >
            {format.toUpperCase()}
          </a>
        ))}
      </p>
      <details>
        <summary className="w-fit">What belongs into each column ({columns.length})</summary>
        <div className="pt-2">
          <Table label="Columns of a file">
            <thead>
              <tr>
                <Th>Column</Th>
                <Th>Example</Th>
                <Th>What it is</Th>
              </tr>
            </thead>
            <tbody className="[&>tr:last-child>*]:border-b-0">
              {columns.map(({ label, required, example, about }) => (
                <tr key={label}>
                  <Th scope="row">
                    {label}
                    {required ? <span className="block font-normal text-ink-3">needed</span> : null}
                  </Th>
                  <Td className="whitespace-nowrap font-mono text-xs">{example === "" ? "–" : example}</Td>
                  <Td className="min-w-48 text-ink-2 text-xs">{about}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      </details>
    </div>
  );
}
