"use server";

import { revalidatePath } from "next/cache";
import type { Answer } from "@/components/states/answer";
import { requireActor } from "@/lib/auth/require-actor";
import { askCheck } from "@/lib/consent/purge/ask-check";
import { answered } from "../../../answered";

/** Has it looked whether anything is left of what a receipt says was removed. */
export async function checkAgain(receiptId: number): Promise<Answer<unknown>> {
  const actor = await requireActor("/privacy/consent/receipts");
  const answer = await answered("ask-check", () => askCheck(actor, { receiptId }));
  if (answer.kind === "done") revalidatePath("/privacy/consent/receipts");
  return answer;
}
