"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { DialogAnswer } from "@/components/dialog/answer";
import { parseInput } from "@/lib/audit/parse-input";
import { requireActor } from "@/lib/auth/require-actor";
import { decideCorrection } from "@/lib/bikes/corrections/decide-correction";
import { told } from "../told";

const Decision = z.object({ decision: z.enum(["approve", "decline"]), reason: z.string() });

/** Decides on a correction, with a reason. */
export async function decide(id: number, form: FormData): Promise<DialogAnswer> {
  const actor = await requireActor("/corrections");
  const answer = await told("decide-correction", () =>
    decideCorrection(actor, { id, ...parseInput(Decision, Object.fromEntries(form)) }),
  );
  if (answer.kind === "done") revalidatePath("/corrections");
  return answer;
}
