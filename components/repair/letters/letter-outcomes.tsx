"use client";

import Link from "next/link";
import { Table, Td, Th } from "@/components/ui/table";
import type { ResentLetter } from "@/lib/repair/dead-letters/resend-dead-letters";
import { LETTER_REASONS, nameIn } from "../reason-words";
import { LETTERS_PATH, QUARANTINE_PATH, repairAddress } from "../repair-address";
import { shortKey } from "./short-key";

/** What became of each letter, with where to look next. */
export function LetterOutcomes({ letters }: { letters: readonly ResentLetter[] }) {
  return (
    <div className="max-h-96 overflow-y-auto">
      <Table label="What became of the letters">
        <thead>
          <tr>
            <Th>Letter</Th>
            <Th>Reason</Th>
            <Th>Bike</Th>
            <Th>Outcome</Th>
          </tr>
        </thead>
        <tbody>
          {letters.map((letter) => (
            <tr key={letter.key}>
              <Th scope="row" className="font-mono font-normal">
                {shortKey(letter.key)}
              </Th>
              <Td className="whitespace-nowrap">{nameIn(LETTER_REASONS, letter.reason)}</Td>
              <Td className="max-w-40 truncate font-mono text-xs">{letter.bikeId || "–"}</Td>
              <Td className="min-w-56">
                <Outcome letter={letter} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

const look = "text-accent underline";

function Outcome({ letter: { key, bikeId, outcome } }: { letter: ResentLetter }) {
  switch (outcome.kind) {
    case "accepted":
      return (
        <>
          Accepted, and the letter erased:{" "}
          <Link className={look} href={`/bikes/${encodeURIComponent(bikeId)}`}>
            the bike
          </Link>
          , or what of it is in{" "}
          <Link className={look} href={repairAddress(QUARANTINE_PATH, { bike: bikeId })}>
            quarantine
          </Link>
        </>
      );
    case "refused-again":
      return (
        <>
          Refused again:{" "}
          <Link className={look} href={repairAddress(LETTERS_PATH, { open: key })}>
            the letter
          </Link>
        </>
      );
    case "refused-otherwise":
      return (
        <>
          Refused for another reason, {nameIn(LETTER_REASONS, outcome.reason)}:{" "}
          <Link className={look} href={repairAddress(LETTERS_PATH, { open: outcome.key })}>
            its new letter
          </Link>
        </>
      );
    case "undecided":
      return "Sent, and not decided in time: the letter stays, and can be sent again";
    case "to-be-sent":
      return "Can be sent again";
    case "not-sent":
      return outcome.why;
  }
}
