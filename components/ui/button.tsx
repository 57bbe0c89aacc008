import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Look of a button; links that act as one use it too. */
export const buttonLook = cva(
  "inline-flex select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border text-sm font-medium transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50",
  {
    variants: {
      kind: {
        plain: "border-line-strong bg-surface text-ink hover:bg-sunken",
        primary: "border-accent bg-accent text-accent-ink hover:opacity-90",
        quiet: "border-transparent bg-transparent text-ink-2 hover:bg-sunken hover:text-ink",
      },
      size: {
        normal: "h-8 px-3",
        small: "h-7 px-2 text-xs",
        icon: "size-8",
      },
    },
    defaultVariants: { kind: "plain", size: "normal" },
  },
);

export function Button({
  kind,
  size,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & VariantProps<typeof buttonLook>) {
  return <button type={type} className={cn(buttonLook({ kind, size }), className)} {...rest} />;
}
