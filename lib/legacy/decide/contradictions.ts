import type { Trust } from "@/lib/domain/master-data";
import { type FactKey, factOf } from "../fact";
import type { Claims, Misplaced, Torn } from "./claims";
import type { Contender, Contested } from "./contests";
import type { Shared } from "./shared";
import { toldOf, type ValuesOfBike } from "./values";

export const CONTRADICTION_KINDS = [
  "one-bike-two-values",
  "two-bikes-one-number",
  "one-component-two-bikes",
  "one-bike-two-oems",
  "module-in-use",
] as const;
type ContradictionKind = (typeof CONTRADICTION_KINDS)[number];

/** One of those that stand against each other: a value of a bike, a bike that has a number, or the OEM of a bike by its id. The believed one first. */
interface Side {
  readonly bikeId: string;
  readonly value: string;
  readonly normal: string;
  readonly said: readonly { readonly source: string; readonly trust: Trust }[];
  /** False where it is said of the bike, and another is believed. */
  readonly believed?: boolean | undefined;
}

export interface Contradiction {
  readonly kind: ContradictionKind;
  /** The same for the same matter, whatever more is said of it. */
  readonly fingerprint: string;
  readonly bikeIds: readonly string[];
  /** Null where a whole row leads to several bikes, and where OEMs have files of one bike. */
  readonly fact: FactKey | null;
  readonly lead: string | null;
  readonly sides: readonly Side[];
}

/** All contradictions, sorted by their fingerprints. */
export function* contradictionsOf(
  values: ReadonlyMap<string, ValuesOfBike>,
  contests: ReadonlyMap<string, Contested>,
  shared: ReadonlyMap<string, Shared>,
  { owners, torn, misplaced }: Pick<Claims, "owners" | "torn" | "misplaced">,
): Generator<void, Contradiction[]> {
  const byFingerprint = new Map<string, Contradiction>();
  for (const part of [
    ofValues(values, shared),
    ofNumbers(contests),
    ofComponents(shared),
    ofRows(torn),
    ofOwners(owners),
    ofModules(misplaced),
  ])
    for (const found of part) {
      yield;
      if (found !== null) byFingerprint.set(found.fingerprint, found);
    }
  return [...byFingerprint.keys()].sort().flatMap((fingerprint) => byFingerprint.get(fingerprint) ?? []);
}

/** Null for a bike or number that was looked at, and has none. */
type Found = Iterable<Contradiction | null>;

/** What is said of another bike, too, is a matter of both. */
function* ofValues(values: ReadonlyMap<string, ValuesOfBike>, shared: ReadonlyMap<string, Shared>): Found {
  for (const [bikeId, facts] of values) {
    yield null;
    for (const [key, { fact, values: all }] of facts) {
      const told = all.filter(({ lead }, at) => at === 0 || lead === null || !shared.has(lead));
      const isOwnName = key === "bike_id";
      if (fact.form === "passing" || (told.length < 2 && !isOwnName)) continue;
      const own: Side[] = isOwnName ? [{ bikeId, value: bikeId, normal: bikeId, said: [] }] : [];
      yield {
        kind: "one-bike-two-values",
        fingerprint: `value ${bikeId} ${key}`,
        bikeIds: [bikeId],
        fact: key,
        lead: null,
        sides: [...own, ...told.map(({ value, normal, said }) => ({ bikeId, value, normal, said }))],
      };
    }
  }
}

function* ofNumbers(contests: ReadonlyMap<string, Contested>): Found {
  for (const { lead, holder, contenders } of contests.values()) {
    yield null;
    if (contenders.length < 2 || factOf(holder.fact)?.form === "component") continue;
    yield {
      kind: "two-bikes-one-number",
      fingerprint: `number ${lead}`,
      bikeIds: contenders.map(({ bikeId }) => bikeId).sort(),
      fact: holder.fact,
      lead,
      sides: contenders.map(sideOf),
    };
  }
}

function* ofComponents(shared: ReadonlyMap<string, Shared>): Found {
  for (const { lead, believed, others } of shared.values()) {
    yield null;
    const [first] = [...believed, ...others];
    if (!first) continue;
    yield {
      kind: "one-component-two-bikes",
      fingerprint: `number ${lead}`,
      bikeIds: [...believed, ...others].map(({ bikeId }) => bikeId).sort(),
      fact: first.fact,
      lead,
      sides: [
        ...believed.map(sideOf),
        ...others.map((contender) => ({ ...sideOf(contender), believed: false })),
      ],
    };
  }
}

const sideOf = ({ bikeId, told: { value, normal, said } }: Contender): Side => ({
  bikeId,
  value,
  normal,
  said,
});

/** Rows that tell of the same numbers are one matter. */
function* ofRows(torn: readonly Torn[]): Found {
  const matters = new Map<string, Torn[]>();
  for (const each of torn) {
    yield null;
    const rows = matters.get(each.fingerprint);
    if (rows) rows.push(each);
    else matters.set(each.fingerprint, [each]);
  }
  for (const [fingerprint, rows] of matters) {
    const said = new Map(
      rows.map(({ statement: { source, trust } }) => [`${source} ${trust}`, { source, trust }]),
    );
    const sorted = [...said].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
    const [first] = rows;
    if (!first) continue;
    yield {
      kind: "two-bikes-one-number",
      fingerprint,
      bikeIds: first.bikeIds,
      fact: null,
      lead: null,
      sides: first.bikeIds.map((bikeId) => ({
        bikeId,
        value: fingerprint.slice(4),
        normal: bikeId,
        said: sorted,
      })),
    };
  }
}

function* ofOwners(owners: Claims["owners"]): Found {
  for (const [bikeId, { rivals }] of owners)
    if (rivals.length === 0) yield null;
    else
      yield {
        kind: "one-bike-two-oems",
        fingerprint: `owner ${bikeId}`,
        bikeIds: [bikeId],
        fact: null,
        lead: null,
        sides: rivals.map(({ oemId, said }) => ({ bikeId, value: oemId, normal: oemId, said })),
      };
}

/** A module of a bike is one matter, whoever says so; where its readings are stands first. */
function* ofModules(misplaced: readonly Misplaced[]): Found {
  const matters = new Map<string, Misplaced[]>();
  for (const claim of misplaced) {
    yield null;
    const fingerprint = `module ${claim.bikeId} ${claim.normal}`;
    const claims = matters.get(fingerprint);
    if (claims) claims.push(claim);
    else matters.set(fingerprint, [claim]);
  }
  for (const [fingerprint, claims] of matters) {
    const [first] = claims;
    const told = toldOf(claims, undefined);
    if (!first || !told) continue;
    const { bikeId, fact, lead, why } = first;
    const { value, normal, said } = told;
    const there = why.isOther ? { value: `reports as ${bikeId}`, normal: "" } : { value, normal };
    yield {
      kind: "module-in-use",
      fingerprint,
      bikeIds: [bikeId],
      fact: fact.key,
      lead,
      sides: [
        { bikeId: why.bikeId, ...there, said: [] },
        { bikeId, value, normal, said },
      ],
    };
  }
}
