import type { ComponentProps } from "react";
import { cn } from "./cn";
import { ScrollBox } from "./scroll-box";

/** A table that scrolls inside its own box, so that the page never scrolls sideways. */
export function Table({ className, label, ...rest }: ComponentProps<"table"> & { label: string }) {
  return (
    <ScrollBox label={label} className="relative overflow-x-auto">
      <table className={cn("w-full border-collapse text-sm", className)} {...rest} />
    </ScrollBox>
  );
}

export function Th({ className, scope = "col", ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope={scope}
      className={cn(
        "whitespace-nowrap border-line border-b px-2 py-1.5 sm:px-3 text-left font-medium text-ink-3 text-xs",
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ className, ...rest }: ComponentProps<"td">) {
  return <td className={cn("border-line border-b px-2 py-1.5 sm:px-3", className)} {...rest} />;
}
