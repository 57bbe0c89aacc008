import Link from "next/link";
import { Table, Td, Th } from "@/components/ui/table";
import { formatNumber } from "@/lib/format/number";
import { OUTCOME_WORDS } from "./outcome-words";

/** What became of the range's readings. */
export function OutcomeTable({ outcomes }: { outcomes: Readonly<Record<string, number>> }) {
  return (
    <Table label="What became of readings">
      <thead>
        <tr>
          <Th>Outcome</Th>
          <Th className="text-right">Readings</Th>
          <Th>Which is</Th>
        </tr>
      </thead>
      <tbody>
        {OUTCOME_WORDS.map(({ outcome, name, meaning, ...more }) => (
          <tr key={outcome}>
            <Td>
              {"href" in more ? (
                <Link href={more.href} className="text-accent hover:underline">
                  {name}
                </Link>
              ) : (
                name
              )}
            </Td>
            <Td className="text-right">{formatNumber(outcomes[outcome] ?? 0)}</Td>
            <Td className="text-ink-2">{meaning}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
