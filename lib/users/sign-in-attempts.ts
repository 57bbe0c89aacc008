import { eq, inArray, lt, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { signInFailures } from "@/lib/db/schema";
import { FORGOTTEN_AFTER_MS, PACES, takeAttempt } from "./sign-in-pace";
import { type Subject, subjectsOf } from "./sign-in-subjects";

type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

const EPOCH = new Date(0);
const REMOVED_AT_ONCE = 20;

class Locked extends Error {
  constructor(readonly seconds: number) {
    super("locked");
  }
}

/**
 * Takes an attempt of this account and address. Returns 0 when it may be tried now, or the seconds to wait for the first
 * of its counts that is full; then it is not counted, and the counts behind that one are not asked for.
 */
export async function beginAttempt(db: Database, email: string, address: string): Promise<number> {
  try {
    const beginsCount = await db.transaction(async (transaction) => {
      let beginsOne = false;
      for (const subject of subjectsOf(email, address)) {
        const taken = await takeOne(transaction, subject);
        if (taken.kind === "wait") throw new Locked(taken.seconds);
        beginsOne ||= taken.next.failures === 1;
      }
      return beginsOne;
    });
    if (beginsCount) await removeForgotten(db);
    return 0;
  } catch (error) {
    if (error instanceof Locked) return error.seconds;
    throw error;
  }
}

/** Takes one back that succeeded: the account starts afresh at this address. */
export async function succeedAttempt(db: Database, email: string, address: string): Promise<void> {
  for (const { kind, subject } of subjectsOf(email, address))
    if (kind === "accountAtAddress")
      await db.delete(signInFailures).where(eq(signInFailures.subject, subject));
    else await takeBackOne(db, subject);
}

async function takeOne(transaction: Transaction, { kind, subject }: Subject) {
  const row = await lockedRow(transaction, subject);
  const past = {
    failures: row.failures,
    lastAtMs: row.lastAt.getTime(),
    lockedUntilMs: row.lockedUntil.getTime(),
  };
  const taken = takeAttempt(past, await clockOf(transaction), PACES[kind]);
  if (taken.kind === "wait") return taken;
  const { failures, lastAtMs, lockedUntilMs } = taken.next;
  await transaction
    .update(signInFailures)
    .set({ failures, lastAt: new Date(lastAtMs), lockedUntil: new Date(lockedUntilMs) })
    .where(eq(signInFailures.subject, subject));
  return taken;
}

/** Made where it is missing, in one statement: nobody can remove the row before it is locked. */
async function lockedRow(transaction: Transaction, subject: string) {
  const [row] = await transaction
    .insert(signInFailures)
    .values({ subject, failures: 0, lastAt: EPOCH, lockedUntil: EPOCH })
    .onConflictDoUpdate({ target: signInFailures.subject, set: { subject } })
    .returning();
  if (!row) throw new Error("Expected the row of the attempt, got none.");
  return row;
}

const takeBackOne = (db: Database, subject: string) =>
  db
    .update(signInFailures)
    .set({ failures: sql`greatest(0, ${signInFailures.failures} - 1)`, lockedUntil: EPOCH })
    .where(eq(signInFailures.subject, subject));

/** A few at a time, whenever a count begins: whoever makes the table grow makes it shrink as well. */
async function removeForgotten(db: Database): Promise<void> {
  const age = sql`make_interval(secs => ${FORGOTTEN_AFTER_MS / 1_000})`;
  const forgotten = db
    .select({ subject: signInFailures.subject })
    .from(signInFailures)
    .where(lt(signInFailures.lastAt, sql`now() - ${age}`))
    .limit(REMOVED_AT_ONCE)
    .for("update", { skipLocked: true });
  await db.delete(signInFailures).where(inArray(signInFailures.subject, forgotten));
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
