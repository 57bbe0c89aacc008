import type { z } from "zod";

/**
 * Reads a process's environment through its schema.
 * @throws Error that lists every fault at once: name, what was expected, what came.
 */
export function readEnvironment<T extends z.ZodObject>(
  schema: T,
  environment: Readonly<Record<string, string | undefined>>,
): z.infer<T> {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not usable:\n${faults.join("\n")}`);
}
