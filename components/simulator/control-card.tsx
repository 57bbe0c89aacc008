import type { ReactNode } from "react";
import { Card, CardTitle } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import type { Note } from "./use-steering";

/** Something of the fleet that can be changed: what it is, the form, and what came of the last change. */
export function ControlCard({
  title,
  about,
  note,
  onSubmit,
  children,
}: {
  title: string;
  about: string;
  note: Note | null;
  /** Is called with the form's fields by name. */
  onSubmit: (fields: FormData) => void;
  children: ReactNode;
}) {
  return (
    <Card className="flex flex-col gap-3">
      <div>
        <CardTitle>{title}</CardTitle>
        <p className="mt-1 text-ink-2">{about}</p>
      </div>
      {/* Pressed before the page can act, it does nothing, rather than load the page with the fields in its address. */}
      <form
        method="dialog"
        aria-label={title}
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(new FormData(event.currentTarget));
        }}
      >
        {children}
      </form>
      <p role="status" className={cn("min-h-4 text-xs", note?.isFault ? "text-fault" : "text-ink-2")}>
        {note?.text}
      </p>
    </Card>
  );
}
