import { describeFault } from "@/lib/log/describe-fault";
import { UnknownAnswer } from "../store-gate";

/** What is told of a fault that no rule covers: by what it can be followed, and never an answer with what it holds. */
export const whyItStops = (fault: unknown): Record<string, unknown> => ({
  ...(fault instanceof UnknownAnswer ? fault.about : {}),
  fault: describeFault(fault),
});
