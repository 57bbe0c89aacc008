"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

/** Something that was opened on a page: its heading takes the focus, and gives it back when it is closed. */
export function Panel({
  title,
  onClose,
  children,
}: {
  title: string;
  /** Null while it must stay. */
  onClose: (() => void) | null;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <Card aria-label={title} className="flex flex-col gap-3 border-line-strong">
      <header className="flex items-start justify-between gap-2">
        <h2 ref={heading} tabIndex={-1} className="font-semibold text-base outline-none">
          {title}
        </h2>
        {onClose ? (
          <Button kind="quiet" size="icon" aria-label="Close" onClick={onClose}>
            <X aria-hidden="true" className="size-4" />
          </Button>
        ) : null}
      </header>
      {children}
    </Card>
  );
}
