import type { Answer } from "@/components/states/answer";
import { webLog } from "@/lib/auth/web-log";
import { AppError } from "@/lib/errors";
import type { Logger } from "@/lib/log";
import { describeFault } from "@/lib/log/describe-fault";

const AWAY = "The stores did not answer. Nothing is lost; try again in a moment.";

/** What a verb or question answers; a fault comes back in words, and an unknown one in the log only. */
export async function answered<T>(
  operation: string,
  ask: () => Promise<T>,
  log: Pick<Logger, "error"> = webLog(),
): Promise<Answer<T>> {
  try {
    return { kind: "done", value: await ask() };
  } catch (fault) {
    const known = fault instanceof AppError ? fault : null;
    const isTold = known !== null && known.code !== "unavailable" && known.code !== "internal";
    // What is told to who asked may repeat what was written of a rider, which no erasure would find in a log.
    if (!isTold) log.error({ operation, fault: describeFault(fault) }, "an answer failed");
    else if (known.code !== "invalid") log.error({ operation, code: known.code }, "an answer failed");
    const why = isTold ? known.message : AWAY;
    return { kind: "failed", why, isForbidden: known?.code === "forbidden" };
  }
}
