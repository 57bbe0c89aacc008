import Link from "next/link";
import { Age } from "@/components/ui/clock";
import { Tag } from "@/components/ui/pill";
import { Table, Td, Th } from "@/components/ui/table";
import type { ListedContradiction } from "@/lib/legacy/list-contradictions";
import { KIND_WORDS, OUTCOME_WORDS } from "./words";

/** Contradictions, each leading to its two sides. @param labels of facts by key. */
export function ContradictionTable({
  contradictions,
  labels,
}: {
  contradictions: readonly ListedContradiction[];
  labels: Readonly<Record<string, string>>;
}) {
  return (
    <Table label="Contradictions">
      <thead>
        <tr>
          <Th>Matter</Th>
          <Th>Bikes</Th>
          <Th>Stands against</Th>
          <Th className="hidden md:table-cell">OEM</Th>
          <Th className="text-right">Found</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {contradictions.map((each) => (
          <tr key={each.id} className="relative hover:bg-canvas">
            <Th scope="row">
              <Link
                href={`/review/${each.id}`}
                className="font-medium text-accent after:absolute after:inset-0"
              >
                {KIND_WORDS[each.kind]}
              </Link>{" "}
              {each.decision === null ? null : (
                <Tag tone="quiet">{OUTCOME_WORDS[each.decision] ?? each.decision}</Tag>
              )}
            </Th>
            <Td className="font-mono text-xs">{each.bikeIds.join(", ")}</Td>
            <Td className="max-w-96">
              <span className="text-ink-2">
                {each.fact !== null
                  ? labels[each.fact]
                  : each.kind === "one-bike-two-oems"
                    ? "Its OEM"
                    : "A row"}
              </span>{" "}
              <span className="break-words font-mono text-xs">
                {[...new Set(each.sides.map(({ value }) => value))].join(" · ")}
              </span>
            </Td>
            <Td className="hidden whitespace-nowrap text-ink-2 md:table-cell">{each.oem}</Td>
            <Td className="text-right text-ink-2">
              <Age atMs={each.foundAt.getTime()} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
