import { Moment } from "@/components/ui/clock";
import { Table, Td, Th } from "@/components/ui/table";
import type { LedgerEntry } from "@/lib/consent/ledger-entry";
import { formatNumber } from "@/lib/format/number";
import { Decision } from "./decision";
import { RiderCell } from "./rider-cell";
import { channelName, purposeName } from "./words";

/** Entries of the ledger as they stand there. @param toRider makes the address of a rider's entries. */
export function LedgerTable({
  entries,
  toRider,
}: {
  entries: readonly LedgerEntry[];
  toRider: (riderId: string) => string;
}) {
  return (
    <Table label="Consent ledger" stacks>
      <thead>
        <tr>
          <Th>Entry</Th>
          <Th>Rider</Th>
          <Th>Purpose</Th>
          <Th>Decision</Th>
          <Th>Decided</Th>
          <Th>Recorded</Th>
          <Th>Channel</Th>
          <Th>By</Th>
          <Th>Notice</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {entries.map((entry) => (
          <Row key={entry.position} entry={entry} to={toRider(entry.riderId)} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ entry, to }: { entry: LedgerEntry; to: string }) {
  const { position, purpose, decision, decidedAtMs, recordedAtMs } = entry;
  const { channel, recorder, recordedBy, evidence, noticeVersion, language } = entry;
  return (
    <tr className="align-top">
      <Th scope="row" data-label="Entry" className="font-medium text-ink text-sm tabular-nums">
        {formatNumber(position)}
      </Th>
      <RiderCell rider={entry} to={to} />
      <Td data-label="Purpose">{purposeName(purpose)}</Td>
      <Td data-label="Decision">
        <Decision decision={decision} />
      </Td>
      <Td data-label="Decided" className="whitespace-nowrap text-ink-2">
        <Moment atMs={decidedAtMs} />
      </Td>
      <Td data-label="Recorded" className="whitespace-nowrap text-ink-2">
        <Moment atMs={recordedAtMs} />
      </Td>
      <Td data-label="Channel">{channelName(channel)}</Td>
      <Td data-label="By" className="wrap-anywhere min-w-32">
        {recorder ?? recordedBy}
        {evidence === null ? null : <span className="block text-ink-2 text-xs">{evidence}</span>}
      </Td>
      <Td data-label="Notice" className="whitespace-nowrap text-ink-2">
        {noticeVersion}, {language}
      </Td>
    </tr>
  );
}
