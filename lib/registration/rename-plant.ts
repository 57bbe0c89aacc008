import { eq } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { plants } from "@/lib/db/schema-bikes";
import { PlantName } from "./create-plant";
import { findPlant } from "./find-plant";
import { requireRegistrar } from "./registrar";

const RenamePlantInput = z.object({ plantId: z.uuid(), name: PlantName });

/** Gives a plant another name; its code stays. @throws AppError `forbidden`, `invalid`, `not-found`. */
export async function renamePlant(
  author: Author,
  input: z.input<typeof RenamePlantInput>,
  stores: MasterData = masterData(),
): Promise<void> {
  requireRegistrar(author);
  const { plantId, name } = parseInput(RenamePlantInput, input);
  await asAuthor(
    author,
    async (transaction) => {
      const { name: was } = await findPlant(transaction, plantId);
      if (was === name) return;
      await transaction.update(plants).set({ name }).where(eq(plants.id, plantId));
      const subject = `plant:${plantId}`;
      await record(transaction, { author, verb: "rename-plant", subject, details: { was, name } });
    },
    stores,
  );
}
