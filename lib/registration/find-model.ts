import { eq } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { bikeModels } from "@/lib/db/schema-bikes";
import { AppError } from "@/lib/errors";

/** A model that the transaction may change, held until its end. @throws AppError `not-found`. */
export async function findModelToChange(
  transaction: Database,
  modelId: string,
): Promise<typeof bikeModels.$inferSelect> {
  const [model] = await transaction
    .select()
    .from(bikeModels)
    .where(eq(bikeModels.id, modelId))
    .for("no key update");
  if (!model) throw new AppError("not-found", "No such model, or not one of yours.");
  return model;
}
