import { leadsOf, REGISTRATION, type Statement } from "../statement";
import { byName, claimantsOf, isUnsaid } from "./claimants";
import { currentName, type LegacyWorld, nameIn, type Ruling } from "./world";

/** What is said of a bike, whether it is believed or not. */
interface Said {
  readonly values: Set<string>;
  readonly leads: Set<string>;
  /** Those whose files are enough to make it. */
  readonly oemIds: ReadonlySet<string>;
}

/**
 * Rulings that stand. One that chose what nobody says any more, because a file was taken back, rests: the bike cannot have it,
 * and what stood against it is not wrong for that. Said again, it stands again.
 */
export function* standingRulings(world: LegacyWorld): Generator<void, readonly Ruling[]> {
  const name = (bikeId: string) => currentName(world, bikeId);
  const ruled = new Set(world.rulings.flatMap((ruling) => (isChoice(ruling) ? [name(ruling.bikeId)] : [])));
  if (ruled.size === 0) return world.rulings;
  const said = yield* saidOf(world, ruled);
  return world.rulings.filter(
    (ruling) => !isChoice(ruling) || isSaid(world, ruling, said.get(name(ruling.bikeId))),
  );
}

type Choice = Extract<Ruling, { readonly kind: "value" | "number" | "owner" }>;
const isChoice = (ruling: Ruling): ruling is Choice =>
  ruling.kind === "value" || ruling.kind === "number" || ruling.kind === "owner";

function isSaid(world: LegacyWorld, ruling: Choice, said: Said | undefined): boolean {
  switch (ruling.kind) {
    case "value":
      // Its own name a bike always has.
      return ruling.fact === "bike_id" || said?.values.has(`${ruling.fact} ${ruling.normal}`) === true;
    case "number":
      return said?.leads.has(ruling.lead) === true;
    case "owner": {
      const stored = world.bikes.get(currentName(world, ruling.bikeId));
      const isKeptBy = stored?.isKept === true && stored.oemId === ruling.oemId;
      return isKeptBy || said?.oemIds.has(ruling.oemId) === true;
    }
    default:
      return ruling satisfies never;
  }
}

/** By rows that name these bikes, and by those that name none and share a number with such a row. */
function* saidOf(world: LegacyWorld, bikeIds: ReadonlySet<string>): Generator<void, Map<string, Said>> {
  const named = yield* byName(world);
  const said = new Map<string, Said>();
  const reached = new Map<string, Set<string>>();
  for (const bikeId of bikeIds) {
    yield;
    const rows = named.get(bikeId) ?? [];
    const of: Said = {
      values: new Set(),
      leads: new Set(),
      oemIds: new Set(claimantsOf(rows).map(({ oemId }) => oemId)),
    };
    said.set(bikeId, of);
    for (const row of rows.filter((each) => mayTell(world, each, bikeId))) {
      add(of, row);
      for (const lead of leadsOf(row)) reached.set(lead, (reached.get(lead) ?? new Set()).add(bikeId));
    }
  }
  for (const statement of world.statements) {
    yield;
    const name = nameIn(world, statement);
    if (name !== null && isThere(world, name, named.get(name) ?? [])) continue;
    for (const lead of leadsOf(statement))
      for (const bikeId of reached.get(lead) ?? []) {
        const of = said.get(bikeId);
        if (of && mayTell(world, statement, bikeId)) add(of, statement);
      }
  }
  return said;
}

function add({ values, leads }: Said, statement: Statement): void {
  for (const [key, { normal }] of statement.facts) values.add(`${key} ${normal}`);
  for (const lead of leadsOf(statement)) leads.add(lead);
}

function mayTell(world: LegacyWorld, { oemId }: Statement, bikeId: string): boolean {
  const owner = world.bikes.get(bikeId)?.oemId;
  return owner === undefined || owner === oemId;
}

/** Whether there is such a bike, so that who names it means no other. */
function isThere(world: LegacyWorld, name: string, rows: readonly Statement[]): boolean {
  const stored = world.bikes.get(name);
  if (stored === undefined) return claimantsOf(rows).length > 0;
  return rows.some(({ source }) => source === REGISTRATION) || !isUnsaid(stored, rows);
}
