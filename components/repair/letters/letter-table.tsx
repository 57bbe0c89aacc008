"use client";

import { Table, Td, Th } from "@/components/ui/table";
import { formatNumber } from "@/lib/format/number";
import type { ListedLetter } from "@/lib/repair/dead-letters/listed-letter";
import { ClientCell, MomentCell, OpenableRow, OpenLink, WordCell } from "../cells";
import { ChoiceBox } from "../choice-box";
import { faultText } from "../fault-text";
import { LETTER_REASONS, nameIn } from "../reason-words";
import { LETTERS_PATH, type RepairAddress } from "../repair-address";
import type { Choice } from "../use-choice";
import { shortKey } from "./short-key";

/** Dead letters, each to be chosen, and to be opened by its key. */
export function LetterTable({
  letters,
  address,
  choice,
}: {
  letters: readonly ListedLetter[];
  address: RepairAddress;
  choice: Choice;
}) {
  return (
    <Table label="Dead letters">
      <thead>
        <tr>
          <Th className="w-8">
            <ChoiceBox choice={choice} ids={letters.map(({ key }) => key)} label="All on this page" />
          </Th>
          <Th>Key</Th>
          <Th>Kept</Th>
          <Th>Reason</Th>
          <Th>What was wrong</Th>
          <Th>Bike</Th>
          <Th>Client</Th>
          <Th className="text-right">Sent again</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {letters.map((letter) => (
          <Row key={letter.key} letter={letter} address={address} choice={choice} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ letter, address, choice }: { letter: ListedLetter; address: RepairAddress; choice: Choice }) {
  const { key, keptAtMs, reason, firstFault, faultCount, bikeId, client, resends } = letter;
  return (
    <OpenableRow isOpen={address.open === key}>
      <Td>
        <ChoiceBox choice={choice} ids={[key]} label={`Letter ${shortKey(key)}`} />
      </Td>
      <Th scope="row">
        <OpenLink path={LETTERS_PATH} address={address} id={key}>
          {shortKey(key)}
        </OpenLink>
      </Th>
      <MomentCell atMs={keptAtMs} />
      <WordCell>{nameIn(LETTER_REASONS, reason)}</WordCell>
      <Td className="min-w-56 max-w-md break-words text-ink-2">
        {firstFault ? faultText(firstFault) : "–"}
        {faultCount > 1 ? <span> and {formatNumber(faultCount - 1)} more</span> : null}
      </Td>
      <Td className="max-w-40 truncate font-mono text-xs" title={bikeId}>
        {bikeId || "–"}
      </Td>
      <ClientCell client={client} />
      <Td className="text-right">{resends === 0 ? "–" : formatNumber(resends)}</Td>
    </OpenableRow>
  );
}
