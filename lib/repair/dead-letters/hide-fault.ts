import type { FieldFault } from "@/lib/domain/faults";
import { isHarmlessValue } from "../hide";
import type { DeadLetter } from "./dead-letter";

/** Reasons whose fault is one of the record's wrapping: its version, its stamp, the length of its client. */
const OF_THE_WRAPPING = new Set(["unsupported-version", "no-arrival", "malformed-client"]);
const HIDDEN = "hidden";

/** A fault without what came, where that may tell where somebody was or who. */
export function hideFault(reason: DeadLetter["reason"], fault: FieldFault): FieldFault {
  const { field, got } = fault;
  if (OF_THE_WRAPPING.has(reason) || isHarmlessValue(field, got)) return fault;
  // The store quotes what it refuses behind its name for why.
  const kind = reason === "refused-by-store" ? /^[\w ]+(?=:)/.exec(got)?.[0] : undefined;
  return { ...fault, got: kind ? `${kind}: ${HIDDEN}` : HIDDEN };
}
