import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import { ALL } from "./cell-forest";
import type { Group, Groups } from "./groups";

/** What of a group a viewer sees: nothing, every bike, or those that their bindings cover one by one. */
export type Reach = "none" | "whole" | "partly";

/** Whose bikes a viewer looks at, as groups of the grid. Holds for as many groups as there were when it was made. */
export class Scope {
  /** Trees whose bikes are all seen. */
  readonly whole: readonly number[];
  /** Groups whose bikes must be looked at one by one. */
  readonly partly: readonly number[];
  /** Groups whose bikes are seen, wholly or partly. */
  readonly groups: readonly number[];
  private readonly reaches: readonly Reach[];
  private readonly bikeIds: ReadonlySet<string>;

  /** @param fleetId narrows what the viewer sees to one fleet; null does not. */
  constructor(
    private readonly visible: VisibleFleets,
    fleetId: string | null,
    groups: Groups,
  ) {
    this.bikeIds = new Set(visible.bindings.bikeIds);
    this.reaches = groups.all.map((group) => {
      const chosen = fleetId === null || (group.kind === "fleet" && group.fleetId === fleetId);
      return chosen ? this.reachOf(group) : "none";
    });
    const numbers = (reach: Reach) =>
      this.reaches.flatMap((found, at) => (found === reach ? [at + 1 + ALL] : []));
    this.partly = numbers("partly");
    this.groups = [...numbers("whole"), ...this.partly];
    this.whole = visible.all && fleetId === null ? [ALL] : numbers("whole");
  }

  /** How many groups it knows. */
  get size(): number {
    return this.reaches.length;
  }

  reach(group: number): Reach {
    return this.reaches[group - 1 - ALL] ?? "none";
  }

  /** Whether this tree is one of those whose bikes are all seen. */
  hasWhole(tree: number): boolean {
    return this.whole[0] === ALL ? tree === ALL : tree !== ALL && this.reach(tree) === "whole";
  }

  /** Whether the viewer's bindings cover a bike. */
  covers(bikeId: string): boolean {
    const { bikePrefixes } = this.visible.bindings;
    return this.bikeIds.has(bikeId) || bikePrefixes.some((prefix) => bikeId.startsWith(prefix));
  }

  private reachOf(group: Group): Reach {
    if (this.visible.all) return "whole";
    if (group.kind === "fleet") return this.visible.fleetIds.includes(group.fleetId) ? "whole" : "none";
    if (group.kind === "unassigned") return "none";
    const { beginning } = group;
    const { bikeIds, bikePrefixes } = this.visible.bindings;
    if (bikePrefixes.some((prefix) => beginning.startsWith(prefix))) return "whole";
    const isLonger = [...bikeIds, ...bikePrefixes].some((binding) => binding.startsWith(beginning));
    return isLonger ? "partly" : "none";
  }
}
