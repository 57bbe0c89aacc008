import type { z } from "zod";
import { shown } from "@/lib/domain/faults";
import { AppError } from "@/lib/errors";

/**
 * Parses a request's query; each parameter at most once.
 * @throws AppError `invalid` that lists every fault: which parameter, what was expected, what came.
 */
export function parseQuery<T extends z.ZodObject>(schema: T, request: Request): z.output<T> {
  const given = [...new URL(request.url).searchParams];
  const times = new Map(given.map(([name]) => [name, given.filter(([other]) => other === name).length]));
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
