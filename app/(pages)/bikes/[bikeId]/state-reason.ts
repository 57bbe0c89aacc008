"use server";

import { revalidatePath } from "next/cache";
import { askRegistration } from "@/app/ask-registration";
import type { ReasonAnswer } from "@/components/states/reason-prompt";
import { requireActor } from "@/lib/auth/require-actor";
import { AppError } from "@/lib/errors";
import { stateLocationReason } from "@/lib/fleet/state-location-reason";

/** Opens a bike's positions to the supporter who states why; a fault comes back in words. */
export async function stateReason(
  bikeId: string,
  _before: ReasonAnswer,
  form: FormData,
): Promise<ReasonAnswer> {
  const actor = await requireActor("/bikes/[bikeId]");
  const reason = form.get("reason");
  try {
    await stateLocationReason(
      actor,
      { bikeId, reason: typeof reason === "string" ? reason : "" },
      askRegistration,
    );
  } catch (fault) {
    if (fault instanceof AppError) return { fault: fault.message };
    throw fault;
  }
  revalidatePath(`/bikes/${bikeId}`);
  return {};
}
