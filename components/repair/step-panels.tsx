"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";

interface Step {
  readonly title: string;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** What came of a repair. */
export function OverPanel({ title, onClose, children }: Step) {
  return (
    <Panel title={title} onClose={onClose}>
      {children}
      <Button className="self-start" onClick={onClose}>
        Done
      </Button>
    </Panel>
  );
}

/** Why a repair did not come to its end. */
export function FailedPanel({ title, why, onClose, children }: Step & { why: string }) {
  return (
    <Panel title={title} onClose={onClose}>
      <p role="alert" className="text-fault">
        {why}
      </p>
      {children}
    </Panel>
  );
}

/** Does it, or leaves it. @param act null where there is nothing to be done. */
export function Confirmation({
  act,
  onClose,
}: {
  act: { readonly label: string; readonly onConfirm: () => void } | null;
  onClose: () => void;
}) {
  return (
    <div className="flex flex-wrap gap-2">
      {act ? (
        <Button kind="primary" onClick={act.onConfirm}>
          {act.label}
        </Button>
      ) : null}
      <Button onClick={onClose}>{act ? "Cancel" : "Close"}</Button>
    </div>
  );
}
