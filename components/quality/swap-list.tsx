import { Table, Td, Th } from "@/components/ui/table";
import { PART_WORDS } from "@/lib/domain/bike-words";
import type { PartKind } from "@/lib/domain/state-document";
import { formatCount, formatNumber } from "@/lib/format/number";
import type { SuspectedSwap } from "@/lib/quality/suspected-swaps";
import { NothingHere } from "./board-card";

/**
 * Components that do not fit: reported by several bikes, or other than registered.
 * @param kinds how many bikes there are of each, in the order in which rows are grouped; without it rows stay as they are.
 * @param none what holds where there are none.
 */
export function SwapList({
  swaps,
  kinds,
  label,
  none,
}: {
  swaps: readonly SuspectedSwap[];
  kinds?: ReadonlyMap<PartKind, number>;
  label: string;
  none: string;
}) {
  if (swaps.length === 0) return <NothingHere>{none}</NothingHere>;
  const order = [...(kinds?.keys() ?? [])];
  const grouped = swaps.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return (
    <>
      {kinds ? <KindCounts kinds={kinds} /> : null}
      <Table label={label}>
        <thead>
          <tr>
            <Th>Component</Th>
            <Th>Reported by</Th>
            <Th>But</Th>
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>*]:border-b-0">
          {grouped.map((swap) => (
            <tr key={`${swap.bikeId} ${swap.kind} ${swap.serial} ${swap.registered}`}>
              <Th scope="row">
                {PART_WORDS[swap.kind]} <span className="font-mono">{swap.serial}</span>
              </Th>
              <Td className="font-mono text-xs">{swap.bikeId}</Td>
              <Td className="text-xs">{whyOf(swap)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

const KindCounts = ({ kinds }: { kinds: ReadonlyMap<PartKind, number> }) => (
  <ul aria-label="Bikes by component" className="flex flex-wrap gap-x-4 text-ink-2 text-sm">
    {[...kinds].map(([kind, bikes]) => (
      <li key={kind}>
        {PART_WORDS[kind]} <span className="tabular-nums">{formatNumber(bikes)}</span>
      </li>
    ))}
  </ul>
);

function whyOf({ registered, alsoIn, alsoElsewhere }: SuspectedSwap): string {
  if (registered !== null) return `registered with ${registered}`;
  const elsewhere = alsoElsewhere === 0 ? [] : [formatCount(alsoElsewhere, "other bike")];
  return `also reported by ${[...alsoIn, ...elsewhere].join(", ")}`;
}
