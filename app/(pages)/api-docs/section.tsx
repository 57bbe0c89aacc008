import type { ReactNode } from "react";
import { Card, CardTitle } from "@/components/ui/card";

/** A part of the page that the contents point to. */
export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <Card id={id} className="scroll-mt-4 p-0">
      <CardTitle className="px-4 pt-4 pb-2">{title}</CardTitle>
      {children}
    </Card>
  );
}
