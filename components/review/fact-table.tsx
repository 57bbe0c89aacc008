import { Tag } from "@/components/ui/pill";
import { Table, Td, Th } from "@/components/ui/table";
import type { ContradictionView } from "@/lib/legacy/get-contradiction";
import { TRUST_WORDS } from "./words";

/** All that is said of a bike, each with where it is from. @param labels of facts by key. */
export function FactTable({
  bike: { bike_id, facts },
  labels,
}: {
  bike: ContradictionView["bikes"][number];
  labels: Readonly<Record<string, string>>;
}) {
  if (facts.length === 0)
    return <p className="text-ink-2 text-xs">Nothing was recorded of it but its registration.</p>;
  return (
    <Table label={`What is said of ${bike_id}`}>
      <thead>
        <tr>
          <Th>Fact</Th>
          <Th>Value</Th>
          <Th>From</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {facts.map(({ fact, value, source, trust, believed }) => (
          <tr key={`${fact} ${value} ${source} ${trust}`} className={believed === 1 ? "" : "text-ink-3"}>
            <Th scope="row">{labels[fact] ?? fact}</Th>
            <Td className="break-all font-mono text-xs">
              {value} {believed === 1 ? null : <Tag tone="quiet">not believed</Tag>}
            </Td>
            <Td className="text-xs">
              {source} <span className="text-ink-3">{TRUST_WORDS[trust]}</span>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
