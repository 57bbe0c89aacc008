"use client";

import { Table, Td, Th } from "@/components/ui/table";
import { RELEASABLE } from "@/lib/domain/outcome";
import type { ListedEntries } from "@/lib/repair/quarantine/list-quarantine";
import { ClientCell, MomentCell, OpenableRow, OpenLink, WordCell } from "../cells";
import { ChoiceBox } from "../choice-box";
import { DECISIONS, ENTRY_REASONS, nameIn } from "../reason-words";
import { QUARANTINE_PATH, type RepairAddress } from "../repair-address";
import type { Choice } from "../use-choice";

type ListedEntry = ListedEntries["entries"][number];

/** Entries of the quarantine, each to be opened, and those that can be released to be chosen. */
export function EntryTable({
  entries,
  address,
  choice,
}: {
  entries: readonly ListedEntry[];
  address: RepairAddress;
  choice: Choice;
}) {
  return (
    <Table label="Quarantined readings">
      <thead>
        <tr>
          <Th className="w-8">
            <ChoiceBox
              choice={choice}
              ids={entries.filter(isOpen).map(({ id }) => id)}
              label="All on this page"
            />
          </Th>
          <Th>Bike</Th>
          <Th>Kept</Th>
          <Th>Reason</Th>
          <Th>Decision</Th>
          <Th>Measured</Th>
          <Th>Arrived</Th>
          <Th>Client</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} address={address} choice={choice} />
        ))}
      </tbody>
    </Table>
  );
}

const isOpen = ({ reason, decision }: ListedEntry): boolean =>
  RELEASABLE.some((known) => known === reason) && (decision === "waiting" || decision === "releasing");

function Row({ entry, address, choice }: { entry: ListedEntry; address: RepairAddress; choice: Choice }) {
  const { id, bikeId, source, storedAtMs, reason, decision, eventAtMs, receivedAtMs, client } = entry;
  return (
    <OpenableRow isOpen={address.open === id}>
      <Td>
        {isOpen(entry) ? <ChoiceBox choice={choice} ids={[id]} label={`Reading of ${bikeId}`} /> : null}
      </Td>
      <Th scope="row" className="font-normal text-ink">
        <OpenLink path={QUARANTINE_PATH} address={address} id={id}>
          {bikeId}
        </OpenLink>{" "}
        <span className="text-ink-3">{source}</span>
      </Th>
      <MomentCell atMs={storedAtMs} />
      <WordCell>{nameIn(ENTRY_REASONS, reason)}</WordCell>
      <WordCell>{nameIn(DECISIONS, decision)}</WordCell>
      {eventAtMs === null ? (
        <WordCell>
          <span className="text-ink-3">no usable time</span>
        </WordCell>
      ) : (
        <MomentCell atMs={eventAtMs} />
      )}
      <MomentCell atMs={receivedAtMs} />
      <ClientCell client={client} />
    </OpenableRow>
  );
}
