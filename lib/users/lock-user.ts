import { eq } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { users } from "@/lib/db/schema";
import { AppError } from "@/lib/errors";

/** The user's row, held until the transaction ends. @throws AppError `not-found`. */
export async function lockUser(transaction: Pick<Database, "select">, id: string) {
  const [user] = await transaction.select().from(users).where(eq(users.id, id)).for("update");
  if (!user) throw new AppError("not-found", `No user has the id ${id}.`);
  return user;
}

export type LockedUser = Awaited<ReturnType<typeof lockUser>>;
