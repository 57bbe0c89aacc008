import { createHash } from "node:crypto";
import { eq, lt, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { signInFailures } from "@/lib/db/schema";
import { type Attempts, PACES, takeAttempt } from "./sign-in-pace";

type Kind = keyof typeof PACES;
type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** Address before account: all processes lock rows in this order. */
const subjectsOf = (email: string, address: string) =>
  [
    { kind: "address", subject: subjectOf("address", address) },
    { kind: "account", subject: subjectOf("account", email) },
  ] as const;

const subjectOf = (kind: Kind, name: string) =>
  createHash("sha256").update(`${kind}:${name.trim().toLowerCase()}`).digest("hex");

class Locked extends Error {
  constructor(readonly seconds: number) {
    super("locked");
  }
}

/** Takes an attempt of this account and address. Returns the seconds to wait, or 0 when it may be tried now. */
export async function beginAttempt(db: Database, email: string, address: string): Promise<number> {
  try {
    await db.transaction(async (transaction) => {
      const waits: number[] = [];
      for (const { kind, subject } of subjectsOf(email, address))
        waits.push(await countOne(transaction, kind, subject));
      const seconds = Math.max(...waits);
      if (seconds > 0) throw new Locked(seconds);
    });
    return 0;
  } catch (error) {
    if (error instanceof Locked) return error.seconds;
    throw error;
  }
}

async function countOne(transaction: Transaction, kind: Kind, subject: string): Promise<number> {
  const nowMs = await clockOf(transaction);
  const blank = { failures: 0, lastAt: new Date(nowMs), lockedUntil: new Date(0) };
  await transaction
    .insert(signInFailures)
    .values({ subject, ...blank })
    .onConflictDoNothing();
  const [row] = await transaction
    .select()
    .from(signInFailures)
    .where(eq(signInFailures.subject, subject))
    .for("update");
  const past: Attempts | null = row
    ? { failures: row.failures, lastAtMs: row.lastAt.getTime(), lockedUntilMs: row.lockedUntil.getTime() }
    : null;
  const taken = takeAttempt(past, await clockOf(transaction), PACES[kind]);
  if (taken.kind === "wait") return taken.seconds;
  const { failures, lastAtMs, lockedUntilMs } = taken.next;
  await transaction
    .update(signInFailures)
    .set({ failures, lastAt: new Date(lastAtMs), lockedUntil: new Date(lockedUntilMs) })
    .where(eq(signInFailures.subject, subject));
  return 0;
}

/** Takes the attempt back after a success: the account starts afresh, the address is one failure better off. */
export async function succeedAttempt(db: Database, email: string, address: string): Promise<void> {
  const [ofAddress, ofAccount] = subjectsOf(email, address);
  await db.delete(signInFailures).where(eq(signInFailures.subject, ofAccount.subject));
  await db
    .update(signInFailures)
    .set({ failures: sql`greatest(0, ${signInFailures.failures} - 1)`, lockedUntil: new Date(0) })
    .where(eq(signInFailures.subject, ofAddress.subject));
  await db.delete(signInFailures).where(lt(signInFailures.lastAt, sql`now() - interval '1 day'`));
}

/** The database's clock, which all web processes share, ms since epoch. */
async function clockOf(transaction: Transaction): Promise<number> {
  const rows = await transaction.execute(sql`select extract(epoch from clock_timestamp()) * 1000 as now`);
  return (
    z
      .array(z.object({ now: z.coerce.number() }))
      .length(1)
      .parse(Array.from(rows))[0]?.now ?? 0
  );
}
