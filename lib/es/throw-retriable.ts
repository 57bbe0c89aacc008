import { AppError } from "@/lib/errors";
import { BulkFault } from "./bulk";

/** For who repeats by class: a question that the store could not answer now is one to repeat. */
export function throwRetriable(fault: unknown): never {
  if (fault instanceof AppError && fault.code === "unavailable")
    throw new BulkFault("retriable", 0, fault.message, fault);
  throw fault;
}
