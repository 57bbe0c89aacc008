"use client";

import { type ReactNode, useEffect, useRef } from "react";

let hasArrived = false;

/** A page's heading. Takes the focus when the page follows another in this window and what had it is gone. */
export function ArrivalHeading({ className, children }: { className: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasArrived && document.activeElement === document.body)
      heading.current?.focus({ preventScroll: true });
    hasArrived = true;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} className={`${className} outline-none`}>
      {children}
    </h1>
  );
}
