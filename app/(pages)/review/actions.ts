"use server";

import { revalidatePath } from "next/cache";
import type { Decide } from "@/components/review/decision-form";
import type { Answer } from "@/components/states/answer";
import { requireActor } from "@/lib/auth/require-actor";
import { decideContradiction } from "@/lib/legacy/decide-contradiction";
import { type TakenBack, takeBackFacts } from "@/lib/legacy/take-back-facts";
import { answered } from "../answered";

/** Decides on a contradiction, or asks its OEM. */
export async function decideOn(...[id, made]: Parameters<Decide>): Promise<Answer<void>> {
  const actor = await requireActor("/review/[id]");
  return answered("decide-contradiction", () => decideContradiction(actor, { id, ...made }));
}

/** What taking back a file of old data would change. */
export async function previewTakeBack(fileId: string): Promise<Answer<TakenBack>> {
  const actor = await requireActor("/review");
  return answered("take-back-facts", () => takeBackFacts(actor, { fileId, dryRun: true }));
}

/** Takes back a file of old data. */
export async function takeBackFile(fileId: string, form: FormData): Promise<Answer<TakenBack>> {
  const actor = await requireActor("/review");
  const reason = String(form.get("reason") ?? "");
  const answer = await answered("take-back-facts", () => takeBackFacts(actor, { fileId, reason }));
  if (answer.kind === "done") revalidatePath("/review");
  return answer;
}
