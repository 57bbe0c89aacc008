import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { isTaken } from "@/lib/db/faults";
import { bikeModels } from "@/lib/db/schema-bikes";
import { AppError } from "@/lib/errors";
import { isForward, MODEL_FIELDS, ModelCode } from "./model-input";
import { oemFor, requireRegistrar } from "./registrar";

export const CreateModelInput = z
  .object({
    /** Of the maker only; an OEM makes its own. */
    oemId: z.uuid().optional(),
    code: ModelCode,
    ...MODEL_FIELDS,
    framePattern: MODEL_FIELDS.framePattern.default(null),
    serialPatterns: MODEL_FIELDS.serialPatterns.default({}),
    firmwares: MODEL_FIELDS.firmwares.default(null),
    builtFrom: MODEL_FIELDS.builtFrom.default(null),
    builtTo: MODEL_FIELDS.builtTo.default(null),
  })
  .refine(isForward, { path: ["builtTo"], message: "expected a day after builtFrom" });

/** Makes a model and returns its id. @throws AppError `forbidden`, `invalid`, `conflict` (the OEM has the code already). */
export async function createModel(
  author: Author,
  input: z.input<typeof CreateModelInput>,
  stores: MasterData = masterData(),
): Promise<string> {
  requireRegistrar(author);
  const { oemId: named, ...model } = parseInput(CreateModelInput, input);
  const oemId = oemFor(author, named);
  try {
    return await asAuthor(
      author,
      async (transaction) => {
        const [made] = await transaction
          .insert(bikeModels)
          .values({ oemId, ...model })
          .returning();
        if (!made) throw new AppError("internal", "The model was not stored.");
        const subject = `bike-model:${made.id}`;
        await record(transaction, { author, verb: "create-model", subject, details: { oemId, ...model } });
        return made.id;
      },
      stores,
    );
  } catch (error) {
    if (isTaken(error)) throw new AppError("conflict", `A model has the code ${model.code} already.`);
    throw error;
  }
}
