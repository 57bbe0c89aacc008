import { eq } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { bikeModels } from "@/lib/db/schema-bikes";
import { findModelToChange } from "./find-model";
import { requireRegistrar } from "./registrar";

const RetireModelInput = z.object({ modelId: z.uuid(), reason: z.string().trim().min(1).max(500) });

/**
 * Retires a model: no more bikes of it are registered, those that are stay. Retiring twice changes nothing.
 * @throws AppError `forbidden`, `invalid`, `not-found`.
 */
export async function retireModel(
  author: Author,
  input: z.input<typeof RetireModelInput>,
  stores: MasterData = masterData(),
): Promise<void> {
  requireRegistrar(author);
  const { modelId, reason } = parseInput(RetireModelInput, input);
  await asAuthor(
    author,
    async (transaction) => {
      const { retiredAt } = await findModelToChange(transaction, modelId);
      if (retiredAt) return;
      await transaction.update(bikeModels).set({ retiredAt: new Date() }).where(eq(bikeModels.id, modelId));
      await record(transaction, { author, verb: "retire-model", subject: `bike-model:${modelId}`, reason });
    },
    stores,
  );
}
