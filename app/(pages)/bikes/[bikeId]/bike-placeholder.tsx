import { Placeholder } from "@/components/states/loading";

/** Stands where a bike's page will be while its readings are asked for. */
export function BikePlaceholder() {
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="sr-only">Loading the bike…</span>
      <Placeholder className="h-14 w-64" />
      <div className="grid gap-4 xl:grid-cols-[1.45fr_1fr]">
        <Placeholder className="h-[560px]" />
        <Placeholder className="h-[560px]" />
      </div>
      <Placeholder className="h-56" />
    </div>
  );
}
