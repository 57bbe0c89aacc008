import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { isTaken } from "@/lib/db/faults";
import { plants } from "@/lib/db/schema-bikes";
import { AppError } from "@/lib/errors";
import { oemFor, requireRegistrar } from "./registrar";

const PlantCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9-]{0,31}$/, "expected 1 to 32 letters, digits and dashes");
export const PlantName = z.string().trim().min(1).max(120);

export const CreatePlantInput = z.object({
  /** Of the maker only; an OEM makes its own. */
  oemId: z.uuid().optional(),
  code: PlantCode,
  name: PlantName,
});

/** Makes a plant and returns its id. @throws AppError `forbidden`, `invalid`, `conflict` (the OEM has the code already). */
export async function createPlant(
  author: Author,
  input: z.input<typeof CreatePlantInput>,
  stores: MasterData = masterData(),
): Promise<string> {
  requireRegistrar(author);
  const { oemId: named, code, name } = parseInput(CreatePlantInput, input);
  const oemId = oemFor(author, named);
  try {
    return await asAuthor(
      author,
      async (transaction) => {
        const [made] = await transaction.insert(plants).values({ oemId, code, name }).returning();
        if (!made) throw new AppError("internal", "The plant was not stored.");
        const subject = `plant:${made.id}`;
        await record(transaction, { author, verb: "create-plant", subject, details: { oemId, code, name } });
        return made.id;
      },
      stores,
    );
  } catch (error) {
    if (isTaken(error)) throw new AppError("conflict", `A plant has the code ${code} already.`);
    throw error;
  }
}
