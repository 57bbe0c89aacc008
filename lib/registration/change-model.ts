import { isDeepStrictEqual } from "node:util";
import { count, eq } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import type { Database } from "@/lib/db/client";
import { bikes as allBikes, bikeModels } from "@/lib/db/schema-bikes";
import { AppError } from "@/lib/errors";
import { ringForBatches } from "./batch-bell";
import { entitiesAreDue } from "./entities-due";
import { findModelToChange } from "./find-model";
import { isForward, MODEL_FIELDS } from "./model-input";
import { requireRegistrar } from "./registrar";

const ChangeModelInput = z.object({
  modelId: z.uuid(),
  changes: z.object(MODEL_FIELDS).partial(),
});

/** What of a model stands in the entities of its bikes. */
const IN_ENTITIES: ReadonlySet<string> = new Set(["name", "batteryWh", "reportEverySeconds"]);

/**
 * Changes a model. Where its bikes' entities name what was changed, each bike gets a new version soon after.
 * @returns how many bikes get a new version.
 * @throws AppError `forbidden`, `invalid`, `not-found`.
 */
export async function changeModel(
  author: Author,
  input: z.input<typeof ChangeModelInput>,
  stores: MasterData = masterData(),
): Promise<number> {
  requireRegistrar(author);
  const { modelId, changes } = parseInput(ChangeModelInput, input);
  const bikes = await asAuthor(
    author,
    async (transaction) => {
      const was = await findModelToChange(transaction, modelId);
      if (!isForward({ ...was, ...changes }))
        throw new AppError("invalid", "builtTo: expected a day after builtFrom.");
      const before = new Map<string, unknown>(Object.entries(was));
      const changed = Object.entries(changes).filter(
        ([field, value]) => !isDeepStrictEqual(before.get(field), value),
      );
      if (changed.length === 0) return 0;
      await transaction.update(bikeModels).set(changes).where(eq(bikeModels.id, modelId));
      const isTold = changed.some(([field]) => IN_ENTITIES.has(field));
      if (isTold) await entitiesAreDue(transaction, { modelId, oemId: was.oemId });
      const due = isTold ? await countBikes(transaction, modelId) : 0;
      const details = Object.fromEntries(changed);
      await record(transaction, { author, verb: "change-model", subject: `bike-model:${modelId}`, details });
      return due;
    },
    stores,
  );
  ringForBatches();
  return bikes;
}

async function countBikes(transaction: Database, modelId: string): Promise<number> {
  const [row] = await transaction
    .select({ bikes: count() })
    .from(allBikes)
    .where(eq(allBikes.modelId, modelId));
  return row?.bikes ?? 0;
}
