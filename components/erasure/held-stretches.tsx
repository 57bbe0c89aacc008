import { Moment } from "@/components/ui/clock";
import { Table, Td, Th } from "@/components/ui/table";
import type { HeldStretch } from "@/lib/erasure/held-of-rider";

/** Which bikes a rider had when. */
export function HeldStretches({ stretches }: { stretches: readonly HeldStretch[] }) {
  if (stretches.length === 0)
    return <p className="text-ink-2">This rider has had no bike, and signed for no ride.</p>;
  return (
    <Table label="Bikes of the rider" stacks>
      <thead>
        <tr>
          <Th>Bike</Th>
          <Th>From</Th>
          <Th>Until</Th>
          <Th>Known by</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {stretches.map(({ bikeId, fromMs, toMs, by }) => (
          <tr key={`${bikeId} ${by} ${fromMs}`}>
            <Th scope="row" data-label="Bike" className="font-medium text-ink text-sm">
              {bikeId}
            </Th>
            <Td data-label="From">
              <Bound atMs={fromMs} open="ever" />
            </Td>
            <Td data-label="Until">
              <Bound atMs={toMs} open="now" />
            </Td>
            <Td data-label="Known by">{by === "owner" ? "Ownership" : "The rider's signature"}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const Bound = ({ atMs, open }: { atMs: number; open: string }) =>
  Number.isFinite(atMs) ? <Moment atMs={atMs} /> : open;
