"use client";

import Link from "next/link";
import { bikeAddress } from "@/components/range/address";
import { Moment } from "@/components/ui/clock";
import { Table, Td, Th } from "@/components/ui/table";
import { formatOffset } from "@/lib/domain/time-offset";
import { formatNumber } from "@/lib/format/number";
import type { ReleasedEntry } from "@/lib/repair/quarantine/release-quarantined";

const MOST_ROWS = 100;
const AROUND_MS = 3_600_000;

/** Readings with their time before and after, or why they stay. */
export function EntryOutcomes({ entries }: { entries: readonly ReleasedEntry[] }) {
  return (
    <div className="max-h-96 overflow-y-auto">
      <Table label="What becomes of the readings">
        <thead>
          <tr>
            <Th>Bike</Th>
            <Th>Time before</Th>
            <Th>Time after</Th>
            <Th>Shift</Th>
          </tr>
        </thead>
        <tbody>
          {entries.slice(0, MOST_ROWS).map((entry) => (
            <Row key={entry.id} entry={entry} />
          ))}
        </tbody>
      </Table>
      {entries.length > MOST_ROWS ? (
        <p className="py-2 text-ink-3 text-xs">and {formatNumber(entries.length - MOST_ROWS)} more</p>
      ) : null}
    </div>
  );
}

function Row({ entry: { bikeId, eventAtMs, receivedAtMs, outcome } }: { entry: ReleasedEntry }) {
  return (
    <tr>
      <Th scope="row" className="font-mono font-normal text-ink">
        {outcome.kind === "released" ? (
          <Link
            className="text-accent hover:underline"
            href={bikeAddress({
              bikeId,
              fromMs: outcome.timeMs - AROUND_MS,
              toMs: outcome.timeMs + AROUND_MS,
            })}
          >
            {bikeId}
          </Link>
        ) : (
          bikeId
        )}
      </Th>
      <Td className="whitespace-nowrap">
        {eventAtMs === null ? (
          <>
            none; arrived <Moment atMs={receivedAtMs} />
          </>
        ) : (
          <Moment atMs={eventAtMs} />
        )}
      </Td>
      {outcome.kind === "not-released" ? (
        <Td colSpan={2} className="min-w-56 text-ink-2">
          stays: {outcome.why}
        </Td>
      ) : (
        <>
          <Td className="whitespace-nowrap">
            <Moment atMs={outcome.timeMs} />
          </Td>
          <Td className="whitespace-nowrap text-ink-2">{formatOffset(outcome.offsetMs)}</Td>
        </>
      )}
    </tr>
  );
}
