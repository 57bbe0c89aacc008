import type { ComponentProps } from "react";
import { cn } from "./cn";

const look =
  "h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 text-sm text-ink placeholder:text-ink-3 disabled:opacity-50 aria-invalid:border-fault";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={cn(look, className)} {...rest} />;
}

export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select className={cn(look, "pr-1", className)} {...rest} />;
}
