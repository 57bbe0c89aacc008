import { compareTexts } from "@/lib/domain/value-order";
import type { GridMemory } from "./grid-memory";
import type { Fleet } from "./models";
import type { Scope } from "./scope";

/** Fleets of the scope that have bikes now, by name. */
export function getFleets({ forest: { nodes }, groups }: GridMemory, scope: Scope): Fleet[] {
  return scope.groups
    .flatMap((number) => {
      const group = groups.group(number);
      const bikes = nodes.total(nodes.root(number)) + nodes.total(nodes.nowhere(number));
      return group?.kind === "fleet" && bikes > 0 ? [{ id: group.fleetId, name: group.name }] : [];
    })
    .sort((a, b) => compareTexts(a.name, b.name) || compareTexts(a.id, b.id));
}
