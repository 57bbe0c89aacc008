import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { organisations } from "@/lib/db/schema";
import { plants } from "@/lib/db/schema-bikes";
import { requireReader } from "./registrar";

const ListPlantsInput = z.object({ oemId: z.uuid().optional() });

export interface PlantRow {
  readonly id: string;
  readonly oemId: string;
  readonly oemName: string;
  readonly code: string;
  readonly name: string;
  readonly closedAt: Date | null;
}

/** The plants that an author sees, open and closed, by OEM and code. @throws AppError `forbidden`. */
export async function listPlants(
  author: Author,
  input: z.input<typeof ListPlantsInput> = {},
  stores: MasterData = masterData(),
): Promise<PlantRow[]> {
  requireReader(author);
  const { oemId } = parseInput(ListPlantsInput, input);
  return asAuthor(
    author,
    (transaction) =>
      transaction
        .select({
          id: plants.id,
          oemId: plants.oemId,
          oemName: organisations.name,
          code: plants.code,
          name: plants.name,
          closedAt: plants.closedAt,
        })
        .from(plants)
        .innerJoin(organisations, eq(organisations.id, plants.oemId))
        .where(oemId === undefined ? undefined : eq(plants.oemId, oemId))
        .orderBy(asc(organisations.name), asc(plants.code)),
    stores,
  );
}
