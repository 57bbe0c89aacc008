import type { FactKey } from "../fact";
import { standingRulings } from "./standing-rulings";
import { currentName, type LegacyWorld } from "./world";

/** Rulings, made ready to be asked. */
export interface Verdicts {
  /** Whether a steward set aside that a bike has this value. */
  isDismissed(bikeId: string, fact: FactKey, normal: string, lead: string | null): boolean;
  chosen(bikeId: string, fact: FactKey): string | undefined;
  holder(lead: string): string | undefined;
  /** Undefined where nobody decided, null for none. */
  row(fingerprint: string): string | null | undefined;
  /** The OEM that a steward gave the bike to. */
  owner(bikeId: string): string | undefined;
  /** Whether a steward found that the bike is not this OEM's. */
  isRefused(bikeId: string, oemId: string): boolean;
  /** Whether a steward decided anything about what is said of the bike. */
  isLookedAt(bikeId: string): boolean;
}

/** What holds after all rulings that stand: of two about the same, the later. */
export function* verdictsOf(world: LegacyWorld): Generator<void, Verdicts> {
  const name = (bikeId: string) => currentName(world, bikeId);
  const dismissed = new Set<string>();
  const chosen = new Map<string, string>();
  const holders = new Map<string, string>();
  const rows = new Map<string, string | null>();
  const owners = new Map<string, string>();
  const refused = new Set<string>();
  const lookedAt = new Set<string>();
  /** What was chosen before is not right any more. */
  const choose = (at: string, normal: string) => {
    const before = chosen.get(at);
    if (before !== undefined) dismissed.add(`${at} ${before}`);
    dismissed.delete(`${at} ${normal}`);
    chosen.set(at, normal);
  };
  for (const ruling of yield* standingRulings(world)) {
    yield;
    switch (ruling.kind) {
      case "value": {
        const at = `${name(ruling.bikeId)} ${ruling.fact}`;
        for (const normal of ruling.among) dismissed.add(`${at} ${normal}`);
        choose(at, ruling.normal);
        lookedAt.add(name(ruling.bikeId));
        break;
      }
      case "given": {
        const bike = name(ruling.bikeId);
        choose(`${bike} ${ruling.fact}`, ruling.normal);
        if (ruling.lead === null) break;
        dismissed.delete(`${bike} ${ruling.lead}`);
        holders.set(ruling.lead, bike);
        break;
      }
      case "number": {
        const bike = name(ruling.bikeId);
        for (const other of ruling.among) dismissed.add(`${name(other)} ${ruling.lead}`);
        dismissed.delete(`${bike} ${ruling.lead}`);
        holders.set(ruling.lead, bike);
        if (ruling.chosen) choose(`${bike} ${ruling.chosen.fact}`, ruling.chosen.normal);
        for (const each of ruling.among) lookedAt.add(name(each));
        break;
      }
      case "unfit":
        dismissed.add(`${name(ruling.bikeId)} ${ruling.lead}`);
        lookedAt.add(name(ruling.bikeId));
        break;
      case "row":
        rows.set(ruling.fingerprint, ruling.bikeId === null ? null : name(ruling.bikeId));
        if (ruling.bikeId !== null) lookedAt.add(name(ruling.bikeId));
        break;
      case "owner": {
        const bike = name(ruling.bikeId);
        for (const oemId of ruling.among) refused.add(`${bike} ${oemId}`);
        refused.delete(`${bike} ${ruling.oemId}`);
        owners.set(bike, ruling.oemId);
        break;
      }
      default:
        return ruling satisfies never;
    }
  }
  return {
    isDismissed: (bikeId, fact, normal, lead) =>
      dismissed.has(`${bikeId} ${fact} ${normal}`) || (lead !== null && dismissed.has(`${bikeId} ${lead}`)),
    chosen: (bikeId, fact) => chosen.get(`${bikeId} ${fact}`),
    holder: (lead) => holders.get(lead),
    row: (fingerprint) => rows.get(fingerprint),
    owner: (bikeId) => owners.get(bikeId),
    isRefused: (bikeId, oemId) => refused.has(`${bikeId} ${oemId}`),
    isLookedAt: (bikeId) => lookedAt.has(bikeId),
  };
}
