import { eq } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { plants } from "@/lib/db/schema-bikes";
import { findPlant } from "./find-plant";
import { requireRegistrar } from "./registrar";

const ClosePlantInput = z.object({ plantId: z.uuid(), reason: z.string().trim().min(1).max(500) });

/**
 * Closes a plant: it takes no more files, its bikes stay. Closing twice changes nothing.
 * @throws AppError `forbidden`, `invalid`, `not-found`.
 */
export async function closePlant(
  author: Author,
  input: z.input<typeof ClosePlantInput>,
  stores: MasterData = masterData(),
): Promise<void> {
  requireRegistrar(author);
  const { plantId, reason } = parseInput(ClosePlantInput, input);
  await asAuthor(
    author,
    async (transaction) => {
      const { closedAt } = await findPlant(transaction, plantId);
      if (closedAt) return;
      await transaction.update(plants).set({ closedAt: new Date() }).where(eq(plants.id, plantId));
      await record(transaction, { author, verb: "close-plant", subject: `plant:${plantId}`, reason });
    },
    stores,
  );
}
