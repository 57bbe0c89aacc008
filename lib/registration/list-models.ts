import { asc, eq, getTableColumns } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { organisations } from "@/lib/db/schema";
import { bikeModels } from "@/lib/db/schema-bikes";
import { requireReader } from "./registrar";

const ListModelsInput = z.object({ oemId: z.uuid().optional() });

export type ModelRow = typeof bikeModels.$inferSelect & { readonly oemName: string };

/** The models that an author sees, retired ones too, by OEM and code. @throws AppError `forbidden`. */
export async function listModels(
  author: Author,
  input: z.input<typeof ListModelsInput> = {},
  stores: MasterData = masterData(),
): Promise<ModelRow[]> {
  requireReader(author);
  const { oemId } = parseInput(ListModelsInput, input);
  return asAuthor(
    author,
    (transaction) =>
      transaction
        .select({ ...getTableColumns(bikeModels), oemName: organisations.name })
        .from(bikeModels)
        .innerJoin(organisations, eq(organisations.id, bikeModels.oemId))
        .where(oemId === undefined ? undefined : eq(bikeModels.oemId, oemId))
        .orderBy(asc(organisations.name), asc(bikeModels.code)),
    stores,
  );
}
