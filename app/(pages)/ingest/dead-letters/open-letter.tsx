import { LetterDetail } from "@/components/repair/letters/letter-detail";
import type { RepairAddress } from "@/components/repair/repair-address";
import type { Actor } from "@/lib/domain/actor";
import { showDeadLetter } from "@/lib/repair/dead-letters/show-dead-letter";
import type { RepairStores } from "@/lib/repair/repair-stores";
import { answered } from "../../answered";
import { Refused } from "../../refused";
import { lookAtLetter } from "./actions";

/** The letter that the address opens, with positions and identifiers hidden. */
export async function OpenLetter({
  actor,
  stores,
  address,
  letterKey: key,
}: {
  actor: Actor;
  stores: RepairStores;
  address: RepairAddress;
  letterKey: string;
}) {
  const answer = await answered("show-dead-letter", () => showDeadLetter(actor, { key }, stores));
  if (answer.kind === "failed") return <Refused what="The letter" answer={answer} />;
  return <LetterDetail letter={answer.value} address={address} look={lookAtLetter.bind(null, key)} />;
}
