import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import { ALL } from "./cell-forest";
import type { Groups } from "./groups";

/** What of a group a viewer sees: nothing, every bike, or those that their bindings cover one by one. */
export type Reach = "none" | "whole" | "partly";

/** Whose bikes a viewer sees, as groups of the grid. Holds for as many groups as there were when it was made. */
export class Scope {
  /** Trees whose bikes are all seen. */
  readonly whole: readonly number[];
  /** Groups whose bikes must be looked at one by one. */
  readonly partly: readonly number[];
  /** Groups whose bikes are seen, wholly or partly. */
  readonly groups: readonly number[];
  private readonly reaches: readonly Reach[];

  constructor(
    private readonly visible: VisibleFleets,
    groups: Groups,
  ) {
    this.reaches = Array.from({ length: groups.count }, (_, at) => this.reachOf(groups, at + 1 + ALL));
    const numbers = (reach: Reach) =>
      this.reaches.flatMap((found, at) => (found === reach ? [at + 1 + ALL] : []));
    this.whole = visible.all ? [ALL] : numbers("whole");
    this.partly = numbers("partly");
    this.groups = [...numbers("whole"), ...this.partly];
  }

  /** How many groups it knows. */
  get size(): number {
    return this.reaches.length;
  }

  reach(group: number): Reach {
    return this.reaches[group - 1 - ALL] ?? "none";
  }

  covers(bikeId: string): boolean {
    const { bikeIds, bikePrefixes } = this.visible.bindings;
    return bikeIds.includes(bikeId) || bikePrefixes.some((prefix) => bikeId.startsWith(prefix));
  }

  private reachOf(groups: Groups, number: number): Reach {
    if (this.visible.all) return "whole";
    const group = groups.group(number);
    if (group?.kind === "fleet") return this.visible.fleetIds.includes(group.fleetId) ? "whole" : "none";
    const beginning = group?.beginning ?? "";
    const { bikeIds, bikePrefixes } = this.visible.bindings;
    if (bikePrefixes.some((prefix) => beginning.startsWith(prefix))) return "whole";
    const longer = [...bikeIds, ...bikePrefixes].some((binding) => binding.startsWith(beginning));
    return longer ? "partly" : "none";
  }
}
