import { Check } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { BatchStep } from "./batch-words";

/** The steps that a file goes through, and where it is. */
export function BatchSteps({ steps }: { steps: readonly BatchStep[] }) {
  const at = steps.findLastIndex(({ state }) => state !== "ahead");
  return (
    <ol className="flex flex-wrap gap-x-6 gap-y-1 text-ink-2 text-sm">
      {steps.map(({ text, state }, index) => (
        <li
          key={text}
          aria-current={index === at ? "step" : undefined}
          className={cn(
            "inline-flex items-center gap-1.5",
            index === at && "font-semibold text-ink",
            state === "ahead" && "text-ink-3",
          )}
        >
          {state === "over" ? <Check aria-hidden="true" className="size-3.5 text-moving" /> : null}
          {text}
        </li>
      ))}
    </ol>
  );
}
