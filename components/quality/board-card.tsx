import type { ReactNode } from "react";
import { Card, CardTitle } from "@/components/ui/card";

/** A question of the board with its answer, and on the right what it is about. */
export function BoardCard({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Card className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <CardTitle>{title}</CardTitle>
        {aside ? <span className="text-ink-3 text-xs">{aside}</span> : null}
      </div>
      {children}
    </Card>
  );
}

export const NothingHere = ({ children }: { children: ReactNode }) => (
  <p className="text-ink-2 text-sm">{children}</p>
);
