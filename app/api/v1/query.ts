import type { z } from "zod";
import { shown } from "@/lib/domain/faults";
import { AppError } from "@/lib/errors";

/** More than any route knows; what is told of each takes time. */
const MOST_PARAMETERS = 32;

/**
 * Parses a request's query; each parameter at most once.
 * @throws AppError `invalid` that lists every fault: which parameter, what was expected, what came.
 */
export function parseQuery<T extends z.ZodObject>(schema: T, request: Request): z.output<T> {
  const given = [...new URL(request.url).searchParams];
  if (given.length > MOST_PARAMETERS)
    throw new AppError("invalid", `parameters: expected at most ${MOST_PARAMETERS}, got ${given.length}`);
  const times = new Map<string, number>();
  for (const [name] of given) times.set(name, (times.get(name) ?? 0) + 1);
  const repeated = [...times].flatMap(([name, count]) =>
    count > 1 ? [`${shown(name)}: expected once, got ${count} times`] : [],
  );
  if (repeated.length > 0) throw new AppError("invalid", repeated.join("; "));
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) =>
    issue.code === "unrecognized_keys"
      ? `parameters: expected some of ${Object.keys(schema.shape).join(", ")}, got ${shown(issue.keys.join(", "))}`
      : `${issue.path.join(".")}: ${issue.message}`,
  );
  throw new AppError("invalid", faults.join("; "));
}
