"use server";

import type { Answer } from "@/components/states/answer";
import { requireActor } from "@/lib/auth/require-actor";
import { registerChecked } from "@/lib/registration/register-checked";
import { withdrawBatch } from "@/lib/registration/withdraw-batch";
import { answered } from "../answered";

/** Registers the bikes of a file that was checked; the id of the batch that does it. */
export async function registerFile(batchId: string): Promise<Answer<string>> {
  const actor = await requireActor("/registration/[batchId]");
  return answered("register-checked", () => registerChecked(actor, { batchId }));
}

/** Takes back all that a file registered; how many bikes. */
export async function withdrawFile(batchId: string, form: FormData): Promise<Answer<number>> {
  const actor = await requireActor("/registration/[batchId]");
  const reason = String(form.get("reason") ?? "");
  return answered("withdraw-batch", () => withdrawBatch(actor, { batchId, reason }));
}
