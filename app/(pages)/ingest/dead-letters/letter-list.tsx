import { LetterBench } from "@/components/repair/letters/letter-bench";
import { LettersRead } from "@/components/repair/letters/letters-read";
import { NothingRefused } from "@/components/repair/nothing-refused";
import { ReasonCounts } from "@/components/repair/reason-counts";
import { countsOf } from "@/components/repair/reason-counts-of";
import { LETTER_REASONS } from "@/components/repair/reason-words";
import {
  filterOf,
  isNarrowed,
  LETTERS_PATH,
  PER_PAGE,
  type RepairAddress,
} from "@/components/repair/repair-address";
import { RepairFilter } from "@/components/repair/repair-filter";
import { RepairPages } from "@/components/repair/repair-pages";
import type { Actor } from "@/lib/domain/actor";
import type { DeadLetterReason } from "@/lib/domain/outcome";
import type { LetterWatch } from "@/lib/repair/dead-letters/watch-letters";
import { answered } from "../../answered";
import { Refused } from "../../refused";
import { planResend, sendAgain } from "./actions";

/** A large topic is not waited for: what was read until then is shown, and that it is not all. */
const WAIT_MS = 3_000;

/** The dead letters that the address describes, and how many there are for each reason. */
export async function LetterList({
  actor,
  letters,
  address,
}: {
  actor: Actor;
  letters: LetterWatch;
  address: RepairAddress<DeadLetterReason>;
}) {
  const nowMs = Date.now();
  const filter = filterOf(address, nowMs);
  const { reason: _any, ...ofAnyReason } = filter;
  const answer = await answered("list-dead-letters", async () => {
    const page = { ...filter, skip: (address.page - 1) * PER_PAGE, limit: PER_PAGE };
    const list = await letters.list(actor, page, WAIT_MS);
    return { list, sums: await letters.list(actor, { ...ofAnyReason, limit: 1 }, 0) };
  });
  if (answer.kind === "failed") return <Refused what="Dead letters" answer={answer} />;
  const { list, sums } = answer.value;
  const counts = sums.byReason.map(({ reason, letters: count }) => ({ key: reason, count }));
  return (
    <>
      <LettersRead read={list} askedAtMs={nowMs} />
      <RepairFilter key={JSON.stringify(filter)} path={LETTERS_PATH} address={address} />
      <ReasonCounts
        label="Reasons"
        counts={countsOf(counts, { part: "reason", words: LETTER_REASONS, path: LETTERS_PATH, address })}
      />
      {list.total === 0 ? (
        <NothingRefused
          path={LETTERS_PATH}
          isNarrowed={isNarrowed(address)}
          title={list.isComplete ? "Nothing was refused" : "Nothing was read yet"}
        >
          Every record that came could be understood and stored, or was sent again since.
        </NothingRefused>
      ) : (
        <LetterBench
          letters={list.letters}
          total={list.total}
          filter={isNarrowed(address) ? filter : null}
          address={address}
          verbs={{ plan: planResend, send: sendAgain }}
        />
      )}
      <RepairPages path={LETTERS_PATH} address={address} total={list.total} />
    </>
  );
}
