import { shown } from "@/lib/domain/faults";
import { AppError } from "@/lib/errors";

/** The header that carries a rider's token beside the client's key. */
export const RIDER_HEADER = "Slipstream-Rider";

/** A token that is not taken. @param got text of the token is cut, and shown as JSON. */
export const tokenFault = (expected: string, got: unknown, cause?: unknown): AppError =>
  new AppError("unauthenticated", `${RIDER_HEADER}: expected ${expected}, got ${shown(got)}`, {
    data: { header: RIDER_HEADER },
    cause,
  });
