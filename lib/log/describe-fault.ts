const CAUSE_LENGTH = 300;

/** A failed query repeats its parameters, which name people and keys. */
const withoutParameters = (text: string): string => text.replace(/\nparams: [^\n]*/g, "");

/** A fault for the log: messages and stacks, but no request or answer bodies, which may carry positions. */
export function describeFault(fault: unknown): Record<string, unknown> {
  if (!(fault instanceof Error)) return { message: String(fault) };
  const { cause, name, message, stack } = fault;
  return {
    name,
    message: withoutParameters(message),
    stack: withoutParameters(stack ?? ""),
    ...(cause instanceof Error
      ? { cause: withoutParameters(`${cause.name}: ${cause.message}`).slice(0, CAUSE_LENGTH) }
      : {}),
  };
}
