import { Check, Undo2 } from "lucide-react";
import type { ConsentDecision } from "@/lib/domain/consent";
import { DECISION_WORDS } from "./words";

/** A decision in words, with its shape. */
export function Decision({ decision }: { decision: ConsentDecision }) {
  const Icon = decision === "granted" ? Check : Undo2;
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap font-medium">
      <Icon aria-hidden="true" className="size-3.5 text-ink-3" />
      {DECISION_WORDS[decision]}
    </span>
  );
}
