import type { ReactNode } from "react";
import { Card, CardTitle } from "@/components/ui/card";
import { Moment } from "@/components/ui/clock";
import { Table, Td, Th } from "@/components/ui/table";
import type { Evidence } from "@/lib/domain/figures";
import { formatCount, formatNumber } from "@/lib/format/number";
import { blockWords } from "./report-words";

/** One publication that a report is made of, and what computing it again gave. */
export interface ToldBlock {
  readonly block: string;
  readonly revision: number;
  readonly publishedAtMs: number;
  readonly position: number;
  readonly evidence: Evidence | null;
}

const MOST = 60;

/** From which publications a report is, and whether computing them again gives the same. @param again the button that asks for it. */
export function EvidenceCard({ blocks, again }: { blocks: readonly ToldBlock[]; again: ReactNode }) {
  const computed = blocks.filter(({ evidence }) => evidence !== null);
  const same = computed.filter(({ evidence }) => evidence?.same === true);
  return (
    <Card id="evidence" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <CardTitle>Evidence</CardTitle>
        {again}
      </div>
      <p className="text-ink-2">
        {blocks.length === 0
          ? "Nothing is published of this range."
          : `Made of ${formatCount(blocks.length, "publication")}. ${
              computed.length === 0
                ? "None was computed again yet."
                : `${formatNumber(computed.length)} computed again, ${formatNumber(same.length)} gave the same.`
            } What is computed again is the riders and rides that a publication is of. Changes of fewer than ten riders, if there are any, wait for more and are not told of.`}
      </p>
      {blocks.length === 0 ? null : (
        <details>
          <summary className="text-accent">Publications</summary>
          <Table label="Publications" stacks className="mt-2">
            <thead>
              <tr>
                <Th>Of</Th>
                <Th>Published</Th>
                <Th className="text-right">Revision</Th>
                <Th className="text-right">Ledger position</Th>
                <Th>Computed again</Th>
              </tr>
            </thead>
            <tbody className="[&>tr:last-child>*]:border-b-0">
              {blocks.slice(0, MOST).map((each) => (
                <tr key={each.block} className="align-top">
                  <Th scope="row" data-label="Of" className="font-medium text-ink text-sm">
                    {blockWords(each.block)}
                  </Th>
                  <Td data-label="Published" className="whitespace-nowrap text-ink-2">
                    <Moment atMs={each.publishedAtMs} />
                  </Td>
                  <Td data-label="Revision" className="text-right tabular-nums">
                    {each.revision}
                  </Td>
                  <Td data-label="Position" className="text-right tabular-nums">
                    {formatNumber(each.position)}
                  </Td>
                  <Td data-label="Computed again">
                    {each.evidence === null ? (
                      <span className="text-ink-3">not yet</span>
                    ) : (
                      <Gave {...each.evidence} />
                    )}
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
          {blocks.length > MOST ? (
            <p className="mt-2 text-ink-3 text-xs">{blocks.length - MOST} more in this range.</p>
          ) : null}
        </details>
      )}
    </Card>
  );
}

function Gave({ same, because, computed_at, position }: Evidence) {
  return (
    <>
      {same ? "The same" : "Not the same"}, <Moment atMs={computed_at} />, position {formatNumber(position)}
      {because.map((why) => (
        <span key={why} className="block text-ink-2 text-xs">
          {why}
        </span>
      ))}
    </>
  );
}
