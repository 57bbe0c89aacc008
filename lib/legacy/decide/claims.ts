import { type Fact, factOf, leadOf } from "../fact";
import { CORRECTION, leadsOf, REGISTRATION, rankOf, type Statement } from "../statement";
import { type Owned, ownersOf } from "./owners";
import type { Verdicts } from "./verdicts";
import { currentName, type LegacyWorld, nameIn, pastKey } from "./world";

type Owners = ReadonlyMap<string, Owned>;

/** That a bike has a value, as one statement says. */
export interface Claim {
  readonly bikeId: string;
  readonly fact: Fact;
  readonly value: string;
  readonly normal: string;
  readonly lead: string | null;
  readonly rank: number;
  readonly statement: Statement;
}

/** That a module sits in a bike into which old data do not put it, for where its readings are. */
export interface Misplaced extends Claim {
  readonly why: { readonly bikeId: string; readonly isOther: boolean };
}

/** A row whose numbers lead to several bikes. */
export interface Torn {
  readonly statement: Statement;
  readonly fingerprint: string;
  readonly bikeIds: readonly string[];
}

export interface Claims {
  /** Whose each bike is, of those that there are, and those that there is enough known of to be made. */
  readonly owners: Owners;
  readonly claims: readonly Claim[];
  readonly torn: readonly Torn[];
  readonly misplaced: readonly Misplaced[];
  /** By digest: of which bike a statement is. */
  readonly bikeOf: ReadonlyMap<string, string>;
}

/**
 * Which bike each statement is of: the one that it names, else the one that all its numbers lead to; one that names a bike of
 * others is of none. Numbers lead to bikes by what is said of bikes by name only, so that no chain of guesses grows.
 */
export function* claimsOf(world: LegacyWorld, verdicts: Verdicts): Generator<void, Claims> {
  const owners = yield* ownersOf(world, verdicts);
  const unnamed: Statement[] = [];
  const misplaced: Misplaced[] = [];
  const claimsOn = (statement: Statement, bikeId: string) =>
    claimsIn(world, verdicts, statement, bikeId).filter((claim) => {
      const why = misplacedBy(world, claim);
      if (why) misplaced.push({ ...claim, why });
      return why === null;
    });
  const claims: Claim[] = [];
  const reached = new Map<string, Set<string>>();
  const bikeOf = new Map<string, string>();
  for (const statement of world.statements) {
    yield;
    const name = nameIn(world, statement);
    if (name === null || !owners.has(name)) {
      unnamed.push(statement);
      continue;
    }
    // It means that bike, and no other one that its numbers may lead to.
    if (!mayTell(owners, statement, name)) continue;
    bikeOf.set(statement.digest, name);
    for (const claim of claimsOn(statement, name)) {
      claims.push(claim);
      if (claim.lead === null) continue;
      const at = reached.get(claim.lead) ?? new Set();
      reached.set(claim.lead, at.add(name));
    }
  }
  const torn: Torn[] = [];
  for (const statement of unnamed) {
    yield;
    const leads = leadsOf(statement);
    const found = new Set(
      leads.flatMap((lead) =>
        [...(reached.get(lead) ?? [])].filter((bikeId) => mayTell(owners, statement, bikeId)),
      ),
    );
    const fingerprint = `row ${leads.join(" ")}`;
    const ruled = verdicts.row(fingerprint);
    const [first, ...others] = ruled === undefined ? [...found].sort() : ruled === null ? [] : [ruled];
    if (first === undefined) continue;
    if (others.length > 0) torn.push({ statement, fingerprint, bikeIds: [first, ...others] });
    else {
      bikeOf.set(statement.digest, first);
      claims.push(...claimsOn(statement, first));
    }
  }
  return { owners, claims, torn, misplaced, bikeOf };
}

/** A file of one OEM says nothing of another's bikes, and none of a bike that is nobody's. */
function mayTell(owners: Owners, { oemId }: Statement, bikeId: string): boolean {
  const owner = owners.get(bikeId)?.oemId;
  return owner === undefined || owner === oemId;
}

function claimsIn(world: LegacyWorld, verdicts: Verdicts, statement: Statement, bikeId: string): Claim[] {
  return [...statement.facts].flatMap(([key, { value, normal }]) => {
    const fact = factOf(key);
    if (!fact || (key === "bike_id" && currentName(world, normal) === bikeId)) return [];
    const lead = leadOf(fact, normal, statement.oemId);
    if (lead !== null && world.past.has(pastKey(bikeId, lead))) return [];
    if (verdicts.isDismissed(bikeId, key, normal, lead)) return [];
    return [{ bikeId, fact, value, normal, lead, rank: rankOf(statement), statement }];
  });
}

/** Where the readings are that a module would bring along, or those of the bike that it would come into; null where it may sit. */
function misplacedBy(
  { voices }: LegacyWorld,
  { bikeId, fact, lead, statement }: Claim,
): Misplaced["why"] | null {
  if (fact.slot !== "module" || lead === null || SAID_HERE.has(statement.source)) return null;
  const used = voices.used.get(lead);
  if (used && used.reportsAs !== bikeId && used.sitsIn !== bikeId)
    return { bikeId: used.reportsAs, isOther: false };
  const other = voices.elsewhere.get(bikeId);
  return other && other.lead !== lead && used?.sitsIn !== bikeId
    ? { bikeId: other.bikeId, isOther: true }
    : null;
}

/** What people put in is there. */
const SAID_HERE: ReadonlySet<string> = new Set([REGISTRATION, CORRECTION]);
