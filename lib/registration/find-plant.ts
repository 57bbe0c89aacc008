import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { tenantOf } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import type { Database } from "@/lib/db/client";
import { plants } from "@/lib/db/schema-bikes";
import { AppError } from "@/lib/errors";

type Plant = typeof plants.$inferSelect;

/** A plant that the transaction may see. @throws AppError `not-found`. */
export async function findPlant(transaction: Database, plantId: string): Promise<Plant> {
  const [plant] = await transaction.select().from(plants).where(eq(plants.id, plantId));
  if (!plant) throw new AppError("not-found", "No such plant, or not one of yours.");
  return plant;
}

/** The same, for files: a closed plant takes none. @throws AppError `not-found`, `conflict` (closed). */
export async function findOpenPlant(transaction: Database, plantId: string): Promise<Plant> {
  const plant = await findPlant(transaction, plantId);
  if (plant.closedAt) throw new AppError("conflict", `Expected an open plant, ${plant.name} is closed.`);
  return plant;
}

/**
 * An open plant by its id, or by its code within the author's own organisation.
 * @throws AppError `not-found`, `conflict` (closed).
 */
export async function findPlantNamed(transaction: Database, author: Author, name: string): Promise<Plant> {
  if (z.uuid().safeParse(name).success) return findOpenPlant(transaction, name);
  const oemId = tenantOf(author);
  const [plant] =
    oemId === null
      ? []
      : await transaction
          .select({ id: plants.id })
          .from(plants)
          .where(and(eq(plants.oemId, oemId), eq(plants.code, name.toUpperCase())));
  if (!plant) throw new AppError("not-found", "No such plant, or not one of yours.");
  return findOpenPlant(transaction, plant.id);
}
