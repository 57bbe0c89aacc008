import type { DialogAnswer } from "@/components/dialog/answer";
import { webLog } from "@/lib/auth/web-log";
import { AppError } from "@/lib/errors";
import { describeFault } from "@/lib/log/describe-fault";

/** What came of a verb that a form asked for; a fault comes back in words, and an unknown one in the log only. */
export async function told(verb: string, work: () => Promise<unknown>): Promise<DialogAnswer> {
  try {
    await work();
    return { kind: "done" };
  } catch (fault) {
    if (fault instanceof AppError && fault.code !== "internal") return { kind: "failed", why: fault.message };
    webLog().error({ verb, fault: describeFault(fault) }, "a change failed");
    return { kind: "failed", why: "Something went wrong on our side. It has been recorded." };
  }
}
