import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";

/** What stands in the entities of many bikes: a model of an OEM, or the name of an organisation. */
export type NamedInEntities =
  | { readonly modelId: string; readonly oemId: string }
  | { readonly organisationId: string };

/**
 * Has the entities of all bikes that name it written anew, some at a time, by whichever process works on files; pass the
 * transaction of the change, so that neither exists without the other. Ring for it after that (`ringForBatches`).
 */
export async function entitiesAreDue(transaction: Database, what: NamedInEntities): Promise<void> {
  await transaction.execute(
    "modelId" in what
      ? sql`insert into entities_due (oem_id, model_id) values (${what.oemId}, ${what.modelId})`
      : sql`insert into entities_due (organisation_id) values (${what.organisationId})`,
  );
}
