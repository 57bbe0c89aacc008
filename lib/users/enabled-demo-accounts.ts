import { and, inArray, isNull, sql } from "drizzle-orm";
import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { users } from "@/lib/db/schema";
import { DEMO_ACCOUNTS } from "@/lib/domain/demo-accounts";

/** E-mail addresses of demo accounts that somebody can sign in to, sorted. @throws AppError `unavailable`. */
export async function enabledDemoAccounts(db: Database = database()): Promise<string[]> {
  const demo = DEMO_ACCOUNTS.map(({ email }) => email);
  const email = sql<string>`lower(${users.email})`;
  const found = await asking(() =>
    db
      .select({ email })
      .from(users)
      .where(and(isNull(users.disabledAt), inArray(email, demo)))
      .orderBy(email),
  );
  return found.map((user) => user.email);
}
