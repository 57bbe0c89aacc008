"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { exportStores } from "@/app/export-stores";
import type { Answer } from "@/components/states/answer";
import { parseInput } from "@/lib/audit/parse-input";
import { requireActor } from "@/lib/auth/require-actor";
import { STAFF_CHANNELS } from "@/lib/domain/consent";
import { eraseRider } from "@/lib/erasure/erase-rider";
import { ridesIn } from "@/lib/rider-export/rides-of-bikes";
import { answered } from "../../answered";

const Form = z.object({
  id: z.string(),
  reason: z.string(),
  evidence: z.string(),
  channel: z.enum(STAFF_CHANNELS),
});

/** Has everything removed that is held of a rider's periods. */
export async function askForErasure(riderId: string, form: FormData): Promise<Answer<unknown>> {
  const actor = await requireActor("/privacy/erasure");
  const answer = await answered("erase-rider", () =>
    eraseRider(actor, { ...parseInput(Form, Object.fromEntries(form)), riderId }, ridesIn(exportStores())),
  );
  if (answer.kind === "done") revalidatePath("/privacy/erasure");
  return answer;
}
