"use client";

import { Check, ChevronDown } from "lucide-react";
import Link from "next/link";
import { Popover } from "radix-ui";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

/** A way in which a report can be shown, and where it leads. */
export interface Choice {
  readonly label: string;
  readonly href: string;
  readonly isChosen: boolean;
}
export interface ChoiceGroup {
  readonly title: string;
  readonly choices: readonly Choice[];
}

/** A button that says what is chosen, and opens the other ways. @param label what is chosen here. */
export function ToolMenu({
  label,
  chosen,
  groups,
  children,
}: {
  label: string;
  chosen: string;
  groups: readonly ChoiceGroup[];
  children?: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button className="min-w-0 max-w-72">
          <span className="sr-only">{label}: </span>
          <span className="truncate">{chosen}</span>
          <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={12}
          aria-label={label}
          className="z-30 flex max-h-[70dvh] w-72 max-w-[calc(100vw-24px)] flex-col gap-3 overflow-y-auto rounded-lg border border-line bg-raised p-3 shadow-raised"
        >
          {groups.map(({ title, choices }) => (
            <div key={title}>
              <p className="px-2 text-ink-3 text-xs">{title}</p>
              <ul>
                {choices.map(({ label: name, href, isChosen }) => (
                  <li key={href + name}>
                    <Link
                      href={href}
                      scroll={false}
                      prefetch={false}
                      aria-current={isChosen ? "true" : undefined}
                      onClick={() => setOpen(false)}
                      className={cn(
                        "flex items-center gap-2 rounded-md px-2 py-1.5 hover:bg-sunken",
                        isChosen && "font-medium text-accent",
                      )}
                    >
                      <Check
                        aria-hidden="true"
                        className={cn("size-3.5 shrink-0", isChosen ? "" : "invisible")}
                      />
                      <span className="min-w-0">{name}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
