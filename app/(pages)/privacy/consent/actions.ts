"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { Answer } from "@/components/states/answer";
import { parseInput } from "@/lib/audit/parse-input";
import { requireActor } from "@/lib/auth/require-actor";
import { recordConsent } from "@/lib/consent/record-consent";
import { CONSENT_DECISIONS, NOTICE_LANGUAGES, PURPOSES, STAFF_CHANNELS } from "@/lib/domain/consent";
import { answered } from "../../answered";

const Form = z.object({
  id: z.string(),
  purpose: z.enum(PURPOSES),
  decision: z.enum(CONSENT_DECISIONS),
  channel: z.enum(STAFF_CHANNELS),
  noticeVersion: z.coerce.number(),
  language: z.enum(NOTICE_LANGUAGES),
  decidedAt: z.string().optional(),
  evidence: z.string(),
});

/** Appends what a rider told staff. */
export async function recordForRider(riderId: string, form: FormData): Promise<Answer<unknown>> {
  const actor = await requireActor("/privacy/consent");
  const answer = await answered("record-consent", () => {
    const told = parseInput(Form, Object.fromEntries(form));
    return recordConsent(actor, { ...told, riderId });
  });
  if (answer.kind === "done") revalidatePath("/privacy/consent");
  return answer;
}
