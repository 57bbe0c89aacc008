import { LegacyUpload } from "@/components/review/legacy-upload";
import type { UserActor } from "@/lib/domain/actor";
import { listOems } from "@/lib/registration/list-oems";
import { answered } from "../answered";
import { Refused } from "../refused";
import { FACT_LABELS } from "./fact-labels";

/** Where old data are taken in. */
export async function UploadDesk({ actor }: { actor: UserActor }) {
  const answer = await answered("list-oems", () => listOems(actor));
  if (answer.kind === "failed") return <Refused what="Taking in old data" answer={answer} />;
  return <LegacyUpload oems={answer.value} columns={Object.values(FACT_LABELS)} />;
}
