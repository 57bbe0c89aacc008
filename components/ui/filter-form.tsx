import type { ReactNode } from "react";
import { Button } from "./button";

/** Fields that narrow a list, as a plain form. @param action the list's address. */
export function FilterForm({ action, children }: { action: string; children: ReactNode }) {
  return (
    <search>
      <form action={action} className="grid grid-cols-2 items-end gap-3 md:flex md:flex-wrap">
        {children}
        <Button type="submit" className="shrink-0">
          Narrow
        </Button>
      </form>
    </search>
  );
}
