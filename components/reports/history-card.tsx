import { Card, CardTitle } from "@/components/ui/card";
import { Moment } from "@/components/ui/clock";
import { Table, Td, Th } from "@/components/ui/table";
import type { Figure } from "@/lib/analytics/report/figure";
import type { ToldRestatement } from "@/lib/analytics/report/tell-restatements";
import { blockWords, CAUSE_WORDS, figureTitle, formatAmountOf } from "./report-words";

const MOST_CHANGES = 5;

/** What was published otherwise before: old, new and why. */
export function HistoryCard({
  restatements,
  figure,
}: {
  restatements: readonly ToldRestatement[];
  figure: Figure;
}) {
  return (
    <Card id="history" className="flex flex-col gap-3">
      <CardTitle>Restatements</CardTitle>
      {restatements.length === 0 ? (
        <p className="text-ink-2">Nothing in this range was published otherwise before.</p>
      ) : (
        <Table label="Restatements" stacks>
          <thead>
            <tr>
              <Th>Published</Th>
              <Th>Of</Th>
              <Th>{figureTitle(figure)}: old → new</Th>
              <Th>Because of</Th>
              <Th className="text-right">Revision</Th>
            </tr>
          </thead>
          <tbody className="[&>tr:last-child>*]:border-b-0">
            {restatements.map((each) => (
              <tr key={`${each.block}/${each.revision}`} className="align-top">
                <Td data-label="Published" className="whitespace-nowrap text-ink-2">
                  <Moment atMs={each.publishedAtMs} />
                </Td>
                <Th scope="row" data-label="Of" className="font-medium text-ink text-sm">
                  {blockWords(each.block)}
                </Th>
                <Td data-label="Old → new">
                  <ul>
                    {each.changes.slice(0, MOST_CHANGES).map(({ group, before, after }) => (
                      <li key={group}>
                        {group}: {formatAmountOf(figure, before)} → {formatAmountOf(figure, after)}
                      </li>
                    ))}
                    {each.changes.length > MOST_CHANGES ? (
                      <li className="text-ink-3">and {each.changes.length - MOST_CHANGES} groups more</li>
                    ) : null}
                  </ul>
                </Td>
                <Td data-label="Because of">{each.causes.map((cause) => CAUSE_WORDS[cause]).join(", ")}</Td>
                <Td data-label="Revision" className="text-right tabular-nums">
                  {each.revision}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}
