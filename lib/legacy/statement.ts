import { createHash } from "node:crypto";
import { TRUSTS, type Trust } from "@/lib/domain/master-data";
import { FACTS, type FactKey, factOf, leadOf } from "./fact";

/** A value as it was written, and as it is compared. */
export interface Told {
  readonly value: string;
  readonly normal: string;
}

/** What somebody once said of one bike: a row of a file, or what was registered. Statements have no order. */
export interface Statement {
  readonly digest: string;
  readonly oemId: string;
  readonly source: string;
  readonly trust: Trust;
  readonly facts: ReadonlyMap<FactKey, Told>;
}

/** Source of what stood in a bike before old data came, and of what was changed by hand since; no file may be called so. */
export const REGISTRATION = "registered here";
export const CORRECTION = "changed here";

/** How much a statement counts; what was registered here a little more than what other systems say. */
export const rankOf = ({ trust, source }: Pick<Statement, "trust" | "source">): number =>
  TRUSTS.indexOf(trust) + (source === REGISTRATION ? 0.5 : 0);

/** The statement, named by what it says: said again, it is the same. */
export function statementOf(said: Omit<Statement, "digest">): Statement {
  const facts = FACTS.flatMap(({ key }) => {
    const told = said.facts.get(key);
    return told ? [[key, told.value, told.normal]] : [];
  });
  const text = JSON.stringify([said.oemId, said.source, said.trust, facts]);
  return { ...said, digest: createHash("sha256").update(text).digest("hex") };
}

/** All that leads from a statement to bikes, sorted. */
export const leadsOf = ({ facts, oemId }: Statement): string[] =>
  [...facts]
    .flatMap(([key, { normal }]) => {
      const fact = factOf(key);
      const lead = fact ? leadOf(fact, normal, oemId) : null;
      return lead === null ? [] : [lead];
    })
    .sort();
