import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { WaitingLine } from "@/lib/domain/waiting-line";
import { accountByEmail } from "./find-account";
import { LONGEST_PASSWORD, passwordFits } from "./password";
import { beginAttempt, succeedAttempt } from "./sign-in-attempts";

export type SignIn =
  | { readonly kind: "signed-in"; readonly userId: string }
  | { readonly kind: "refused" }
  | { readonly kind: "slow-down"; readonly retryAfterSeconds: number };

interface Attempt {
  readonly email: string;
  readonly password: string;
  readonly address: string;
}

const BUSY_SECONDS = 2;

/** Next bundles modules more than once per process; the line must exist once. */
const home: typeof globalThis & { slipstreamSignIns?: WaitingLine } = globalThis;

/**
 * Attempts take a connection to the database and, for a verification, memory and a core: two run at once, twenty wait for
 * well under a second.
 */
export function signIns(): WaitingLine {
  home.slipstreamSignIns ??= new WaitingLine(2, 20);
  return home.slipstreamSignIns;
}

/**
 * Checks e-mail and password of somebody at `address`. Unknown, disabled and password-less accounts answer exactly
 * like a wrong password, in the same time and with the same waits. What cannot be tried soon is not counted.
 * @throws AppError `unavailable`.
 */
export async function signInWithPassword(input: Attempt, db: Database = database()): Promise<SignIn> {
  if (input.email.length > 320 || input.password.length > LONGEST_PASSWORD) return { kind: "refused" };
  const tried = await asking(() => signIns().run(() => attempt(input, db)));
  return tried ?? { kind: "slow-down", retryAfterSeconds: BUSY_SECONDS };
}

async function attempt({ email, password, address }: Attempt, db: Database): Promise<SignIn> {
  const retryAfterSeconds = await beginAttempt(db, email, address);
  if (retryAfterSeconds > 0) return { kind: "slow-down", retryAfterSeconds };
  const account = await accountByEmail(email, db);
  const usable = account && !account.disabled ? account : null;
  const fits = await passwordFits(usable?.passwordHash ?? null, password);
  if (!usable || !fits) return { kind: "refused" };
  await succeedAttempt(db, email, address);
  return { kind: "signed-in", userId: usable.actor.id };
}
