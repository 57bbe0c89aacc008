import { isDeepStrictEqual } from "node:util";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { bikeModels } from "@/lib/db/schema-bikes";
import { AppError } from "@/lib/errors";
import { findModelToChange } from "./find-model";
import { isForward, MODEL_FIELDS } from "./model-input";
import { requireRegistrar } from "./registrar";

const ChangeModelInput = z.object({
  modelId: z.uuid(),
  changes: z.object(MODEL_FIELDS).partial(),
});

/** Bikes whose entities are written in one transaction. */
const CHUNK = 2_000;
/** What of a model stands in the entities of its bikes. */
const IN_ENTITIES = ["name", "batteryWh", "reportEverySeconds"] as const;

/**
 * Changes a model. Where its bikes' entities name what was changed, each bike gets a new version, in chunks; a call that
 * was cut off is made again, for which it does not matter that the model has the values already.
 * @returns how many bikes got a new version.
 * @throws AppError `forbidden`, `invalid`, `not-found`.
 */
export async function changeModel(
  author: Author,
  input: z.input<typeof ChangeModelInput>,
  stores: MasterData = masterData(),
): Promise<number> {
  requireRegistrar(author);
  const { modelId, changes } = parseInput(ChangeModelInput, input);
  await asAuthor(
    author,
    async (transaction) => {
      const was = await findModelToChange(transaction, modelId);
      if (!isForward({ ...was, ...changes }))
        throw new AppError("invalid", "builtTo: expected a day after builtFrom.");
      const before = new Map<string, unknown>(Object.entries(was));
      const changed = Object.entries(changes).filter(
        ([field, value]) => !isDeepStrictEqual(before.get(field), value),
      );
      if (changed.length === 0) return;
      await transaction.update(bikeModels).set(changes).where(eq(bikeModels.id, modelId));
      const details = Object.fromEntries(changed);
      await record(transaction, { author, verb: "change-model", subject: `bike-model:${modelId}`, details });
    },
    stores,
  );
  return IN_ENTITIES.some((field) => changes[field] !== undefined) ? writeBikes(author, modelId, stores) : 0;
}

async function writeBikes(author: Author, modelId: string, stores: MasterData): Promise<number> {
  let after = "";
  let written = 0;
  for (;;) {
    const ids = await asAuthor(
      author,
      async (transaction) => {
        const rows = await transaction.execute<{ bike_id: string }>(sql`
          with next as (
            select bike_id from bikes where model_id = ${modelId} and bike_id > ${after}
            order by bike_id limit ${CHUNK} for update
          )
          update bikes b set version = b.version + 1 from next where b.bike_id = next.bike_id
          returning b.bike_id`);
        const chunk = rows.map(({ bike_id }) => bike_id).toSorted();
        if (chunk.length > 0)
          await transaction.execute(sql`select write_entities(${sql.param(chunk)}::text[])`);
        return chunk;
      },
      stores,
    );
    written += ids.length;
    const last = ids.at(-1);
    if (last === undefined || ids.length < CHUNK) return written;
    after = last;
  }
}
