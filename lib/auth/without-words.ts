import type { Logger } from "@/lib/log";

const LENGTH = 300;

/**
 * Runs a step of next-auth, which tells whoever signs in the text of an error: what happened is logged, and nothing
 * but `unavailable` is said.
 */
export async function withoutWords<T>(log: Pick<Logger, "error">, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (fault) {
    log.error({ fault: describe(fault) }, "signing in failed");
    throw new Error("unavailable");
  }
}

/** Without the parameters of a failed query, which name people, and without a stack, which repeats them. */
function describe(fault: unknown, causes = 3): Record<string, unknown> {
  if (!(fault instanceof Error)) return { message: String(fault).slice(0, LENGTH) };
  const { name, message, cause } = fault;
  const [said = ""] = message.split("\nparams: ");
  const told = { name, message: said.slice(0, LENGTH) };
  return cause === undefined || causes === 0 ? told : { ...told, cause: describe(cause, causes - 1) };
}
