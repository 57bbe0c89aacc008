import { cn } from "@/components/ui/cn";

/** A quiet block of the height that the content will have, so that nothing jumps when it comes. */
export function Placeholder({ className }: { className?: string }) {
  return <div aria-hidden="true" className={cn("animate-pulse rounded-lg bg-sunken", className)} />;
}

export function Loading({ what, className }: { what: string; className?: string }) {
  return (
    <div role="status" className={cn("flex flex-col gap-4", className)}>
      <span className="sr-only">Loading {what}…</span>
      <Placeholder className="h-7 w-48" />
      <Placeholder className="h-[420px] w-full" />
    </div>
  );
}
