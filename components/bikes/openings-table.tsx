import { Moment } from "@/components/ui/clock";
import { Tag } from "@/components/ui/pill";
import { Table, Td, Th } from "@/components/ui/table";
import type { LocationOpening } from "@/lib/bikes/list-location-openings";

/** Who opened which bike's positions; what the audit does not have is marked. */
export function OpeningsTable({ openings }: { openings: readonly LocationOpening[] }) {
  return (
    <Table label="Opened locations" stacks>
      <thead>
        <tr>
          <Th>When</Th>
          <Th>Bike</Th>
          <Th>Who</Th>
          <Th>Why</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {openings.map(({ id, bike_id, name, email, organisation, reason, stated_at, audited }) => (
          <tr key={id} className="align-top">
            <Td data-label="When" className="whitespace-nowrap text-ink-2">
              <Moment atMs={stated_at} />
            </Td>
            <Th scope="row" data-label="Bike" className="font-medium text-ink text-sm">
              {bike_id}
            </Th>
            <Td data-label="Who">
              {name}
              <span className="block text-ink-2 text-xs">
                {email}, {organisation}
              </span>
            </Td>
            <Td data-label="Why" className="min-w-48">
              {reason} {audited ? null : <Tag>not in the audit</Tag>}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
