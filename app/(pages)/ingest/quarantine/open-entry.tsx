import { EntryDetail } from "@/components/repair/entries/entry-detail";
import type { RepairAddress } from "@/components/repair/repair-address";
import type { Actor } from "@/lib/domain/actor";
import { showQuarantined } from "@/lib/repair/quarantine/show-quarantined";
import type { RepairStores } from "@/lib/repair/repair-stores";
import { answered } from "../../answered";
import { Refused } from "../../refused";
import { lookAtEntry } from "./actions";

/** The entry that the address opens, with positions and identifiers hidden. */
export async function OpenEntry({
  actor,
  stores,
  address,
  id,
}: {
  actor: Actor;
  stores: RepairStores;
  address: RepairAddress;
  id: string;
}) {
  const answer = await answered("show-quarantined", () => showQuarantined(actor, { id }, stores, Date.now()));
  if (answer.kind === "failed") return <Refused what="The reading" answer={answer} />;
  return <EntryDetail entry={answer.value} address={address} look={lookAtEntry.bind(null, id)} />;
}
