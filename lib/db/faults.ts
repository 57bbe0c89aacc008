import { AppError } from "@/lib/errors";

const LOST =
  /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT|57P0|25P0[34]|53300|57014|08)/;

/** Runs `work`; a database that cannot be reached or is overloaded becomes `unavailable`, all else passes on. */
export async function asking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (code === null || !LOST.test(code)) throw error;
    throw new AppError("unavailable", "The database does not answer; try again shortly.", {
      retryAfterSeconds: 5,
      cause: error,
    });
  }
}

/** Whether a write failed because a unique value exists already. */
export const isTaken = (error: unknown): boolean => codeOf(error) === "23505";

/**
 * Whether a write failed because others have what it wanted: a unique value, a stretch of time, or a row behind the wall
 * between organisations.
 */
export const isClash = (error: unknown): boolean => CLASHES.has(codeOf(error) ?? "");
const CLASHES: ReadonlySet<string> = new Set(["23505", "23P01", "42501"]);

/** Whether a row was refused by the check of this name. */
export const breaks = (error: unknown, rule: string): boolean =>
  codeOf(error) === "23514" && ruleOf(error) === rule;

/** What a function of the database said beside the rule that it refused a row by; null where it said nothing. */
export function detailOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ("detail" in error && typeof error.detail === "string") return error.detail;
  return detailOf(error.cause);
}

/** Whether a transaction was ended because two waited for each other: the same again may well succeed. */
export const isDeadlock = (error: unknown): boolean => codeOf(error) === "40P01";

/** Whether a statement was ended because it took too long, or waited too long for a lock; also as `asking` tells it. */
export const isOutOfTime = (error: unknown): boolean =>
  codeOf(error instanceof AppError ? error.details.cause : error) === "57014";

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
}

function ruleOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ("constraint_name" in error && typeof error.constraint_name === "string") return error.constraint_name;
  return ruleOf(error.cause);
}
