import { normalNumber } from "@/lib/domain/bike-number";
import type { Trust } from "@/lib/domain/master-data";
import type { LegacyWorld } from "../decide/world";
import { type FactKey, factOf } from "../fact";
import { type Statement, statementOf } from "../statement";

/** A statement, from values as they would be written. */
export function said(
  values: Partial<Record<FactKey, string>>,
  {
    trust = "list",
    source = "old list",
    oemId = "oem",
  }: { trust?: Trust; source?: string; oemId?: string } = {},
): Statement {
  const facts = Object.entries(values).flatMap(([name, value]) => {
    const key = factOf(name)?.key;
    return key === undefined
      ? []
      : [[key, { value, normal: key === "bike_id" ? value : normalNumber(value) }] as const];
  });
  return statementOf({ oemId, source, trust, facts: new Map(facts) });
}

export const worldOf = (statements: readonly Statement[], more: Partial<LegacyWorld> = {}): LegacyWorld => ({
  statements,
  bikes: new Map(),
  mergedInto: new Map(),
  past: new Set(),
  voices: { used: new Map(), elsewhere: new Map() },
  rulings: [],
  ...more,
});
