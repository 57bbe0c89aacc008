import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import type { Database } from "@/lib/db/client";

/**
 * Does the work of an author whole, in one transaction, and undoes it where it is only tried: what it answers then is what it
 * would answer, because it is the same.
 */
export async function trying<T>(
  isTried: boolean,
  author: Author,
  work: (transaction: Database) => Promise<T>,
  stores: MasterData,
): Promise<T> {
  if (!isTried) return asAuthor(author, work, stores);
  let tried: { readonly answer: T } | undefined;
  const undone = new Error("undone");
  try {
    await asAuthor(
      author,
      async (transaction) => {
        tried = { answer: await work(transaction) };
        throw undone;
      },
      stores,
    );
  } catch (fault) {
    if (fault !== undone || !tried) throw fault;
    return tried.answer;
  }
  throw undone;
}
