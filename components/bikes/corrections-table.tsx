import Link from "next/link";
import type { Answer } from "@/components/states/answer";
import { Moment } from "@/components/ui/clock";
import { Table, Td, Th } from "@/components/ui/table";
import type { ListedCorrection } from "@/lib/bikes/corrections/list-corrections";
import { FIELD_WORDS } from "@/lib/domain/bike-words";
import { DecideDialog } from "./decide-dialog";

/** Corrections with what they change and why. @param decide null where none can be decided on. */
export function CorrectionsTable({
  corrections,
  decide,
}: {
  corrections: readonly ListedCorrection[];
  decide: ((id: number, form: FormData) => Promise<Answer<unknown>>) | null;
}) {
  return (
    <Table label="Corrections">
      <thead>
        <tr>
          <Th>Bike</Th>
          <Th>What</Th>
          <Th>From, to</Th>
          <Th>How that is known</Th>
          <Th>Proposed</Th>
          <Th>{decide ? <span className="sr-only">Decision</span> : "Decision"}</Th>
        </tr>
      </thead>
      <tbody>
        {corrections.map((one) => (
          <tr key={one.id}>
            <Th scope="row" className="font-medium text-sm">
              <Link href={`/bikes/${one.bike_id}?view=record`} className="text-accent hover:underline">
                {one.bike_id}
              </Link>
            </Th>
            <Td>{FIELD_WORDS[one.field] ?? one.field}</Td>
            <Td className="break-all font-mono text-xs">
              <s className="text-ink-2">{one.was ?? "none"}</s> {one.proposed}
            </Td>
            <Td className="min-w-40">{one.evidence}</Td>
            <Td className="text-ink-2">
              <Moment atMs={one.proposed_at} />
            </Td>
            <Td>
              {decide ? <DecideDialog correction={one} action={decide.bind(null, one.id)} /> : null}
              {one.decision_reason}
              {one.decided_at === null ? null : (
                <span className="block text-ink-2 text-xs">
                  <Moment atMs={one.decided_at} />
                </span>
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
