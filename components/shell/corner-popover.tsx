import { Popover } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** Something that opens from the corner of the rail. `trigger` is the button itself. */
export function CornerPopover({
  label,
  trigger,
  className,
  children,
}: {
  label: string;
  trigger: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          side="right"
          align="end"
          sideOffset={12}
          collisionPadding={12}
          aria-label={label}
          className={cn(
            "z-30 flex w-64 flex-col rounded-lg border border-line bg-raised p-4 shadow-raised",
            className,
          )}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
