import { Moment } from "@/components/ui/clock";
import { Table, Td, Th } from "@/components/ui/table";
import type { PurgeReceipt } from "@/lib/consent/purge/list-receipts";
import { formatCount, formatNumber } from "@/lib/format/number";
import type { Answer } from "../states/answer";
import { CheckAgain } from "./check-again";
import { RiderCell } from "./rider-cell";
import { purposeName } from "./words";

/** Receipts of purges. @param checkAgain asks for a check of one; null for who may not. */
export function ReceiptTable({
  receipts,
  toRider,
  checkAgain,
}: {
  receipts: readonly PurgeReceipt[];
  toRider: (riderId: string) => string;
  checkAgain: ((receiptId: number) => Promise<Answer<unknown>>) | null;
}) {
  return (
    <Table label="Purge receipts" stacks>
      <thead>
        <tr>
          <Th>Receipt</Th>
          <Th>Rider</Th>
          <Th>Purpose</Th>
          <Th>Asked</Th>
          <Th>Done</Th>
          <Th>Removed</Th>
          <Th>Checked</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {receipts.map((receipt) => (
          <Row key={receipt.id} receipt={receipt} to={toRider(receipt.riderId)} checkAgain={checkAgain} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({
  receipt,
  to,
  checkAgain,
}: {
  receipt: PurgeReceipt;
  to: string;
  checkAgain: ((receiptId: number) => Promise<Answer<unknown>>) | null;
}) {
  const { id, purpose, position, askedAtMs, doneAtMs, streams } = receipt;
  const { keysDestroyed, pseudonyms, checks, checksDue, isExcluded } = receipt;
  return (
    <tr className="align-top">
      <Th scope="row" data-label="Receipt" className="font-medium text-ink text-sm tabular-nums">
        {formatNumber(id)}
        <span className="block font-normal text-ink-2 text-xs">entry {formatNumber(position)}</span>
      </Th>
      <RiderCell rider={receipt} to={to} />
      <Td data-label="Purpose">{purposeName(purpose)}</Td>
      <Td data-label="Asked" className="whitespace-nowrap text-ink-2">
        <Moment atMs={askedAtMs} />
      </Td>
      <Td data-label="Done" className="whitespace-nowrap text-ink-2">
        <Moment atMs={doneAtMs} />
      </Td>
      <Td data-label="Removed" className="wrap-anywhere min-w-40">
        {streams.map(({ stream, before, after }) => (
          <span key={stream} className="block">
            {stream}: {formatNumber(before)} before, {formatNumber(after)} after
          </span>
        ))}
        <span className="block text-ink-2 text-xs">
          {formatCount(keysDestroyed, "key", "keys")} destroyed
        </span>
        {pseudonyms.map((pseudonym) => (
          <span key={pseudonym} className="block font-mono text-ink-2 text-xs">
            {pseudonym}
          </span>
        ))}
      </Td>
      <Td data-label="Checked" className="min-w-40">
        {checks.map(({ checkedAtMs, found, asker, askedBy }) => (
          <span key={checkedAtMs} className="block">
            {formatNumber(found)} found, <Moment atMs={checkedAtMs} />
            {askedBy === null ? null : <span className="text-ink-2 text-xs"> for {asker ?? askedBy}</span>}
          </span>
        ))}
        {isExcluded ? (
          <span className="block text-ink-2 text-xs">Excluded until a check an hour later finds nothing</span>
        ) : null}
        {checksDue > 0 ? <span className="block text-ink-2 text-xs">A check is asked for</span> : null}
        {checkAgain === null ? null : <CheckAgain receiptId={id} action={checkAgain} />}
      </Td>
    </tr>
  );
}
