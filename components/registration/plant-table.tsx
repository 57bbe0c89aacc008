import { Moment } from "@/components/ui/clock";
import { Table, Td, Th } from "@/components/ui/table";
import type { PlantRow } from "@/lib/registration/list-plants";
import { type End, Ending } from "./ending";

export function PlantTable({
  plants,
  showsOem,
  close,
}: {
  plants: readonly PlantRow[];
  showsOem: boolean;
  close: End;
}) {
  return (
    <Table label="Plants">
      <thead>
        <tr>
          {showsOem ? <Th>OEM</Th> : null}
          <Th>Code</Th>
          <Th>Name</Th>
          <Th className="text-right">Closed</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {plants.map(({ id, oemName, code, name, closedAt }) => (
          <tr key={id}>
            {showsOem ? <Td>{oemName}</Td> : null}
            <Td className="font-mono text-xs">{code}</Td>
            <Th scope="row" className="text-ink">
              {name}
            </Th>
            <Td className="text-right text-ink-2">
              {closedAt ? (
                <Moment atMs={closedAt.getTime()} />
              ) : (
                <Ending label="Close" what={name} id={id} end={close} />
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
