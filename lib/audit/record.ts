import type { Database } from "@/lib/db/client";
import { audit } from "@/lib/db/schema";
import { type Author, nameOfAuthor } from "./author";

export interface AuditEntry {
  readonly author: Author;
  /** Name of the verb's file, `create-client`. */
  readonly verb: string;
  /** What was changed, `api-client:<id>`. */
  readonly subject: string;
  readonly reason?: string;
  /** Never keys, passwords or positions. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * Adds a row to the audit; pass the transaction of the change, so that neither exists without the other. Make it the last
 * thing of it: others who add a row wait from here until it ends.
 */
export async function record(transaction: Pick<Database, "insert">, entry: AuditEntry): Promise<void> {
  await transaction.insert(audit).values({
    actor: nameOfAuthor(entry.author),
    verb: entry.verb,
    subject: entry.subject,
    reason: entry.reason ?? null,
    details: entry.details ?? {},
  });
}
