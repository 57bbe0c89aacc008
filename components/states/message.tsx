import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** What stands where content would be: one sentence that says what is the case, one that says what to do. */
export function Message({
  icon,
  title,
  children,
  action,
  role,
  className,
}: {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  role?: "status" | "alert";
  className?: string;
}) {
  return (
    <div
      role={role}
      className={cn("flex flex-col items-center justify-center gap-2 px-6 py-12 text-center", className)}
    >
      <span aria-hidden="true" className="text-ink-3 [&>svg]:size-5">
        {icon}
      </span>
      <p className="font-medium text-base">{title}</p>
      {children ? <div className="max-w-md text-ink-2">{children}</div> : null}
      {action ? <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
