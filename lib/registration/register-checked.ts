import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { batches } from "@/lib/db/schema-registration";
import { AppError } from "@/lib/errors";
import { ringForBatches } from "./batch-bell";
import { findBatchToChange, findBytes } from "./find-batch";
import { findOpenPlant } from "./find-plant";
import { requireRegistrar } from "./registrar";
import { storeBatch } from "./store-batch";

const RegisterCheckedInput = z.object({ batchId: z.uuid() });

/**
 * Registers the bikes of a file that was checked, without sending it again. Asked twice, the batch that was made first.
 * @returns the batch's id.
 * @throws AppError `forbidden`, `not-found`, `conflict` (no dry run that is done, or the plant is closed).
 */
export async function registerChecked(
  author: Author,
  input: z.input<typeof RegisterCheckedInput>,
  stores: MasterData = masterData(),
): Promise<string> {
  requireRegistrar(author);
  const { batchId } = parseInput(RegisterCheckedInput, input);
  const made = await asAuthor(
    author,
    async (transaction) => {
      const checked = await findBatchToChange(transaction, batchId);
      const { oemId, plantId, fileName, columns } = checked;
      if (checked.kind !== "dry-run" || checked.state !== "done")
        throw new AppError(
          "conflict",
          `Expected a dry run that is done, got a ${checked.kind} that is ${checked.state}.`,
        );
      const [earlier] = await transaction
        .select({ id: batches.id })
        .from(batches)
        .where(
          and(
            eq(batches.checkedBy, batchId),
            eq(batches.plantId, plantId),
            inArray(batches.state, ["waiting", "working", "done"]),
          ),
        );
      if (earlier) return earlier.id;
      const plant = await findOpenPlant(transaction, plantId);
      const createdBy = nameOfAuthor(author);
      const batch = {
        oemId,
        plantId,
        kind: "registration" as const,
        fileName,
        columns,
        createdBy,
        checkedBy: batchId,
      };
      const { id } = await storeBatch(transaction, batch, await findBytes(transaction, batchId));
      const details = { plant: plant.code, checkedBy: batchId, fileName };
      await record(transaction, { author, verb: "register-checked", subject: `batch:${id}`, details });
      return id;
    },
    stores,
  );
  ringForBatches();
  return made;
}
