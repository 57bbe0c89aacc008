import type { Acted } from "@/components/admin/acted";
import { webLog } from "@/lib/auth/web-log";
import { AppError } from "@/lib/errors";
import type { Logger } from "@/lib/log";
import { describeFault } from "@/lib/log/describe-fault";

/** What a verb answers, said in words; a fault comes back at the field that it is about, an unknown one in the log only. */
export async function acted(
  operation: string,
  act: () => Promise<Omit<Extract<Acted, { kind: "done" }>, "kind">>,
  log: Pick<Logger, "error"> = webLog(),
): Promise<Acted> {
  try {
    return { kind: "done", ...(await act()) };
  } catch (fault) {
    if (fault instanceof AppError && fault.code !== "internal" && fault.code !== "unavailable")
      return { kind: "failed", why: fault.message, fields: fieldsOf(fault) };
    log.error({ operation, fault: describeFault(fault) }, "an act of administration failed");
    return { kind: "failed", why: "The database did not answer. Try again in a moment.", fields: {} };
  }
}

function fieldsOf({ details }: AppError): Record<string, string> {
  const fields = details.data?.fields;
  if (typeof fields !== "object" || fields === null) return {};
  return Object.fromEntries(Object.entries(fields).map(([name, message]) => [name, String(message)]));
}
