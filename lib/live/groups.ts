import { ALL } from "./cell-forest";

/** A maker's name at the beginning of an id ends with a dash, where there is one so early. */
const LONGEST_MAKER = 6;
const SHORTEST_BEGINNING = 2;

/**
 * Bikes that are seen together: those of one fleet, the registered ones that no fleet sees at present, or the
 * unregistered ones whose ids begin alike.
 */
export type Group =
  | { readonly kind: "fleet"; readonly fleetId: string; name: string }
  | { readonly kind: "unassigned" }
  | { readonly kind: "unregistered"; readonly beginning: string };

/** Groups by number, from 1; `ALL` is none of them. Groups never leave. */
export class Groups {
  private readonly list: Group[] = [];
  private readonly fleets = new Map<string, number>();
  private unassigned: number | null = null;
  private readonly beginnings = new Map<string, number>();

  /** In the order of their numbers. */
  get all(): readonly Group[] {
    return this.list;
  }

  group(number: number): Group | undefined {
    return this.list[number - 1 - ALL];
  }

  /** The group of a fleet, under the name that it has now. */
  ofFleet(fleetId: string, name: string): number {
    const known = this.fleets.get(fleetId);
    if (known === undefined) return this.made(this.fleets, fleetId, { kind: "fleet", fleetId, name });
    const group = this.group(known);
    if (group?.kind === "fleet") group.name = name;
    return known;
  }

  /** The group of registered bikes that no fleet sees. */
  ofUnassigned(): number {
    this.unassigned ??= this.list.push({ kind: "unassigned" }) + ALL;
    return this.unassigned;
  }

  /** The group of an unregistered bike. */
  ofUnregistered(bikeId: string): number {
    const beginning = beginningOf(bikeId);
    return (
      this.beginnings.get(beginning) ??
      this.made(this.beginnings, beginning, { kind: "unregistered", beginning })
    );
  }

  private made(numbers: Map<string, number>, name: string, group: Group): number {
    const number = this.list.push(group) + ALL;
    numbers.set(name, number);
    return number;
  }
}

/** `LI-` of `LI-000123`, so that what clients are bound to is mostly one group; else the first two characters. */
function beginningOf(bikeId: string): string {
  const dash = bikeId.indexOf("-") + 1;
  return bikeId.slice(0, dash > 0 && dash <= LONGEST_MAKER ? dash : SHORTEST_BEGINNING);
}
