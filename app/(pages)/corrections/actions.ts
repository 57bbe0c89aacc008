"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { Answer } from "@/components/states/answer";
import { parseInput } from "@/lib/audit/parse-input";
import { requireActor } from "@/lib/auth/require-actor";
import { decideCorrection } from "@/lib/bikes/corrections/decide-correction";
import { answered } from "../answered";

const Decision = z.object({ decision: z.enum(["approve", "decline"]), reason: z.string() });

/** Decides on a correction, with a reason. */
export async function decide(id: number, form: FormData): Promise<Answer<unknown>> {
  const actor = await requireActor("/corrections");
  const answer = await answered("decide-correction", () =>
    decideCorrection(actor, { id, ...parseInput(Decision, Object.fromEntries(form)) }),
  );
  if (answer.kind === "done") revalidatePath("/corrections");
  return answer;
}
