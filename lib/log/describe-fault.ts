import { withoutValues } from "./without-values";

const CAUSE_LENGTH = 300;

/**
 * A fault for the log: messages and stacks, but no request or answer bodies, which may carry positions, and no values that
 * a message quotes.
 */
export function describeFault(fault: unknown): Record<string, unknown> {
  if (!(fault instanceof Error)) return { message: withoutValues(String(fault)) };
  const { cause, name } = fault;
  const message = withoutValues(fault.message);
  // The message first, as what it quotes would take the frames behind it along.
  const stack = (fault.stack ?? "").replace(fault.message, () => message);
  return {
    name,
    message,
    stack: withoutValues(stack),
    ...(cause instanceof Error
      ? { cause: withoutValues(`${cause.name}: ${cause.message}`).slice(0, CAUSE_LENGTH) }
      : {}),
  };
}
