import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** What stands where content would be: one sentence that says what is the case, one that says what to do. */
export function Message({
  icon,
  title,
  children,
  action,
  role,
  isPage = false,
  className,
}: {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  role?: "status" | "alert";
  /** Whether nothing else is on the page, so that this is its heading. */
  isPage?: boolean;
  className?: string;
}) {
  const Title = isPage ? "h1" : "p";
  return (
    <div
      role={role}
      className={cn("flex flex-col items-center justify-center gap-2 px-6 py-12 text-center", className)}
    >
      <span aria-hidden="true" className="text-ink-3 [&>svg]:size-5">
        {icon}
      </span>
      <Title className="font-medium text-base">{title}</Title>
      {children ? <div className="max-w-md text-ink-2">{children}</div> : null}
      {action ? <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
