import { z } from "zod";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { locationReasons } from "@/lib/db/schema";
import type { Actor } from "@/lib/domain/actor";
import { BikeId } from "@/lib/domain/packet";
import { AppError } from "@/lib/errors";
import type { AskRegistration } from "./ask-registration";
import { visibleStretches } from "./visible-stretches";

const StateLocationReasonInput = z.object({
  bikeId: BikeId,
  reason: z
    .string()
    .trim()
    .min(5, "expected at least 5 characters")
    .max(300, "expected at most 300 characters"),
});

/**
 * Opens one bike's positions to one supporter for 60 minutes; who, which and why stay in the audit.
 * @throws AppError `forbidden` (not support, or not a bike of theirs), `invalid`, `unavailable`.
 */
export async function stateLocationReason(
  actor: Actor,
  input: { bikeId: string; reason: string },
  askRegistration: AskRegistration,
  db: Database = database(),
): Promise<void> {
  if (actor.kind !== "user" || !actor.roles.includes("support"))
    throw new AppError("forbidden", "Expected role support.");
  const { bikeId, reason } = parseInput(StateLocationReasonInput, input);
  if ((await visibleStretches(actor, bikeId, askRegistration, db)).length === 0)
    throw new AppError("forbidden", "This bike is not one of your organisation.");
  await db.transaction(async (transaction) => {
    await transaction.insert(locationReasons).values({ userId: actor.id, bikeId, reason });
    await record(transaction, {
      author: actor,
      verb: "state-location-reason",
      subject: `bike:${bikeId}`,
      reason,
    });
  });
}
