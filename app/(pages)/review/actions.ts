"use server";

import type { Decide } from "@/components/review/decision-form";
import type { Answer } from "@/components/states/answer";
import { requireActor } from "@/lib/auth/require-actor";
import { decideContradiction } from "@/lib/legacy/decide-contradiction";
import { answered } from "../answered";

/** Decides on a contradiction, or asks its OEM. */
export async function decideOn(...[id, made]: Parameters<Decide>): Promise<Answer<void>> {
  const actor = await requireActor("/review/[id]");
  return answered("decide-contradiction", () => decideContradiction(actor, { id, ...made }));
}
