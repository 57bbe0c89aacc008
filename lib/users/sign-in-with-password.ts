import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { accountByEmail } from "./find-account";
import { passwordFits } from "./password";
import { beginAttempt, cancelAttempt, succeedAttempt } from "./sign-in-attempts";

export type SignIn =
  | { readonly kind: "signed-in"; readonly userId: string }
  | { readonly kind: "refused" }
  | { readonly kind: "slow-down"; readonly retryAfterSeconds: number };

/** Longer ones are no passwords but an attempt to make the hash expensive. */
const LONGEST = 1_024;
const BUSY_SECONDS = 2;

/**
 * Checks e-mail and password of somebody at `address`. Unknown, disabled and password-less accounts answer exactly
 * like a wrong password, in the same time and with the same waits. What cannot be verified soon is not counted.
 * @throws AppError `unavailable`.
 */
export async function signInWithPassword(
  input: { readonly email: string; readonly password: string; readonly address: string },
  db: Database = database(),
): Promise<SignIn> {
  const { email, password, address } = input;
  if (email.length > 320 || password.length > LONGEST) return { kind: "refused" };
  return asking(async () => {
    const retryAfterSeconds = await beginAttempt(db, email, address);
    if (retryAfterSeconds > 0) return { kind: "slow-down", retryAfterSeconds };
    const account = await accountByEmail(email, db);
    const usable = account && !account.disabled ? account : null;
    const fits = await passwordFits(usable?.passwordHash ?? null, password);
    if (fits === null) {
      await cancelAttempt(db, email, address);
      return { kind: "slow-down", retryAfterSeconds: BUSY_SECONDS };
    }
    if (!usable || !fits) return { kind: "refused" };
    await succeedAttempt(db, email, address);
    return { kind: "signed-in", userId: usable.actor.id };
  });
}
