import type { ReactNode } from "react";
import { cn } from "./cn";

/** A control with its label above and, where there is one, its fault below. `htmlFor` is the control's id. */
export function Field({
  label,
  htmlFor,
  fault,
  className,
  children,
}: {
  label: string;
  htmlFor: string;
  fault?: string | undefined;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={cn("flex min-w-0 flex-col gap-1", className)}>
      <label htmlFor={htmlFor} className="text-ink-2 text-xs">
        {label}
      </label>
      {children}
      {fault ? (
        <p id={`${htmlFor}-fault`} className="text-fault text-xs">
          {fault}
        </p>
      ) : null}
    </div>
  );
}
