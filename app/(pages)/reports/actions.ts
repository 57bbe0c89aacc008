"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { Answer } from "@/components/states/answer";
import { parseInput } from "@/lib/audit/parse-input";
import { requireActor } from "@/lib/auth/require-actor";
import type { Purpose } from "@/lib/domain/consent";
import { removeView } from "@/lib/reports/remove-view";
import { saveView } from "@/lib/reports/save-view";
import { signPurpose } from "@/lib/reports/sign-purpose";
import { answered } from "../answered";

const Signed = z.object({ task: z.string(), signed: z.literal("on", "expected your signature") });

/** Signs what the analyst looks at figures for. */
export async function signFor(purpose: Purpose, form: FormData): Promise<Answer<unknown>> {
  const actor = await requireActor("/reports");
  return answered("sign-purpose", () => {
    const { task } = parseInput(Signed, Object.fromEntries(form));
    return signPurpose(actor, { purpose, task });
  });
}

const Named = z.object({ name: z.string() });

/** Keeps the way in which a report is shown. */
export async function saveAs(definition: string, query: string, form: FormData): Promise<Answer<unknown>> {
  const actor = await requireActor("/reports");
  return answered("save-view", () => {
    const { name } = parseInput(Named, Object.fromEntries(form));
    return saveView(actor, { name, definition, query });
  });
}

/** Takes a view off one's list. */
export async function removeOwn(id: string): Promise<void> {
  const actor = await requireActor("/reports");
  await answered("remove-view", () => removeView(actor, { id }));
  revalidatePath("/reports");
}
