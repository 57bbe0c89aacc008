import { AppError } from "@/lib/errors";
import type { Span } from "./span";

/** Does `work` and ends its step with what became of it. */
export async function spanning<T>(span: Span | null, work: () => Promise<T>): Promise<T> {
  if (span === null) return work();
  try {
    const result = await work();
    span.end();
    return result;
  } catch (fault) {
    span.end(nameOf(fault));
    throw fault;
  }
}

function nameOf(fault: unknown): string {
  if (fault instanceof AppError) return fault.code;
  return fault instanceof Error ? fault.name : "unknown";
}
