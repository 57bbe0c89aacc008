import { shown } from "@/lib/domain/faults";
import { AppError } from "@/lib/errors";

/** The header that carries a rider's token beside the client's key. */
export const RIDER_HEADER = "Slipstream-Rider";

/** A token that is not taken. @param got told to the sender alone, cut and as JSON: it may name the rider. */
export function tokenFault(expected: string, got: unknown, cause?: unknown): AppError {
  const toLog = `${RIDER_HEADER}: expected ${expected}`;
  return new AppError("unauthenticated", `${toLog}, got ${shown(got)}`, {
    ...{ data: { header: RIDER_HEADER }, toLog, cause },
  });
}
