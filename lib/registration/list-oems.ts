import { and, asc, eq, isNull } from "drizzle-orm";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { organisations } from "@/lib/db/schema";
import { requireReader } from "./registrar";

export interface OemRow {
  readonly id: string;
  readonly name: string;
}

/** The OEMs that an author sees, by name; closed ones are left out. @throws AppError `forbidden`. */
export async function listOems(author: Author, stores: MasterData = masterData()): Promise<OemRow[]> {
  requireReader(author);
  return asAuthor(
    author,
    (transaction) =>
      transaction
        .select({ id: organisations.id, name: organisations.name })
        .from(organisations)
        .where(and(eq(organisations.kind, "oem"), isNull(organisations.closedAt)))
        .orderBy(asc(organisations.name)),
    stores,
  );
}
