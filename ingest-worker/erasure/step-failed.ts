import type { ErasureStep } from "@/lib/domain/erasure-steps";
import { AppError } from "@/lib/errors";
import { BulkFault } from "@/lib/es/bulk";
import { asBulkFault } from "@/lib/es/request-fault";
import { withoutValues } from "@/lib/log/without-values";

const LONGEST = 300;
type Store = "elasticsearch" | "kafka" | "database";

/** That a step of one erasure could not be done. */
export class StepFailed extends Error {
  override readonly name = "StepFailed";
  constructor(
    readonly step: ErasureStep,
    /** How often it had failed before, one after the other. */
    readonly failures: number,
    override readonly cause: unknown,
  ) {
    super(`step ${step} failed`, { cause });
  }
}

export const isDatabaseFault = (fault: unknown): fault is AppError =>
  fault instanceof AppError && fault.message.startsWith("the database");

/** The store that something failed at, and what failed in words that may be shown. */
export function whatFailed(fault: unknown): { readonly store: Store; readonly why: string } {
  if (fault instanceof AppError)
    return { store: isDatabaseFault(fault) ? "database" : "kafka", why: shortly(fault.message) };
  try {
    const known = fault instanceof BulkFault ? fault : asBulkFault("a store", fault);
    return { store: "elasticsearch", why: shortly(known.message) };
  } catch {
    return { store: "elasticsearch", why: "something that was not foreseen; the worker's log has it" };
  }
}

const shortly = (message: string): string => withoutValues(message).slice(0, LONGEST);
