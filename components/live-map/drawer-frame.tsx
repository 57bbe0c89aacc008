"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { useLiveMap } from "./live-context";

/** The chosen bike's place beside the map; a sheet at the bottom of narrow screens. */
export function DrawerFrame({
  title,
  beside,
  below,
  children,
}: {
  title: string;
  beside?: ReactNode;
  below?: ReactNode;
  children: ReactNode;
}) {
  const { close } = useLiveMap();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <aside
      aria-label={`Bike ${title}`}
      data-covers-map
      className="pointer-events-auto flex max-h-[58%] w-full flex-col gap-3 overflow-y-auto rounded-t-lg border border-line bg-raised p-4 shadow-raised md:absolute md:top-3 md:right-3 md:max-h-[calc(100%-1.5rem)] md:w-80 md:rounded-lg"
    >
      <header className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <div className="flex flex-wrap items-baseline gap-x-3">
            <h2 ref={heading} tabIndex={-1} className="truncate font-semibold text-base outline-none">
              {title}
            </h2>
            {beside}
          </div>
          {below ? <p className="truncate text-ink-2 text-xs">{below}</p> : null}
        </div>
        <Button kind="quiet" size="icon" aria-label="Close" onClick={close} className="-mt-1 -mr-1 shrink-0">
          <X aria-hidden="true" className="size-4" />
        </Button>
      </header>
      {children}
    </aside>
  );
}
