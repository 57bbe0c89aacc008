import type { Span } from "@/lib/trace/span";
import type { BikeState } from "./bike-state";

/** The step of writing states, where readings that are traced have changed some; those bikes forget it. */
export function startStateSpan(bikes: readonly BikeState[]): Span | null {
  let spans: Set<Span> | null = null;
  for (const bike of bikes) {
    if (bike.span === null) continue;
    spans ??= new Set();
    spans.add(bike.span);
    bike.span = null;
  }
  if (spans === null) return null;
  const [first, ...links] = spans;
  const attributes = { "db.system.name": "elasticsearch", "slipstream.bikes": bikes.length };
  return first?.child({ name: "write states", kind: "client", links, attributes }) ?? null;
}
