import { Table, Td, Th } from "@/components/ui/table";
import { formatCount } from "@/lib/format/number";
import type { SuspectedSwap } from "@/lib/quality/suspected-swaps";
import { NothingHere } from "./board-card";

/** Components that do not fit: reported by several bikes, or other than registered. @param none what holds where there are none. */
export function SwapList({
  swaps,
  label,
  none,
}: {
  swaps: readonly SuspectedSwap[];
  label: string;
  none: string;
}) {
  if (swaps.length === 0) return <NothingHere>{none}</NothingHere>;
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>Component</Th>
          <Th>Reported by</Th>
          <Th>But</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {swaps.map((swap) => (
          <tr key={`${swap.bikeId} ${swap.kind} ${swap.serial} ${swap.registered}`}>
            <Th scope="row">
              {swap.kind} <span className="font-mono">{swap.serial}</span>
            </Th>
            <Td className="font-mono text-xs">{swap.bikeId}</Td>
            <Td className="text-xs">{whyOf(swap)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function whyOf({ registered, alsoIn, alsoElsewhere }: SuspectedSwap): string {
  if (registered !== null) return `registered with ${registered}`;
  const elsewhere = alsoElsewhere === 0 ? [] : [formatCount(alsoElsewhere, "other bike")];
  return `also reported by ${[...alsoIn, ...elsewhere].join(", ")}`;
}
