"use server";

import type { Answer } from "@/components/repair/answer";
import type { Decide } from "@/components/review/decision-form";
import { requireActor } from "@/lib/auth/require-actor";
import { decideContradiction } from "@/lib/legacy/decide-contradiction";
import { answered } from "../ingest/answered";

/** Decides on a contradiction, or asks its OEM. */
export async function decideOn(...[id, made]: Parameters<Decide>): Promise<Answer<void>> {
  const actor = await requireActor("/review/[id]");
  return answered("decide-contradiction", () => decideContradiction(actor, { id, ...made }));
}
