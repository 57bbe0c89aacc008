"use server";

import { revalidatePath } from "next/cache";
import type { Answer } from "@/components/states/answer";
import { requireActor } from "@/lib/auth/require-actor";
import { answerQuestion } from "@/lib/legacy/answer-question";
import { answered } from "../answered";

/** An OEM's answer to a steward's question. */
export async function answerTo(id: number, answer: string): Promise<Answer<void>> {
  const actor = await requireActor("/questions");
  const sent = await answered("answer-question", () => answerQuestion(actor, { id, answer }));
  if (sent.kind === "done") revalidatePath("/questions");
  return sent;
}
