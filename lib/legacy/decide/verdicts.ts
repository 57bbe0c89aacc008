import type { FactKey } from "../fact";
import { currentName, type LegacyWorld } from "./world";

/** Rulings, made ready to be asked. */
export interface Verdicts {
  /** Whether a steward set aside that a bike has this value. */
  isDismissed(bikeId: string, fact: FactKey, normal: string, lead: string | null): boolean;
  chosen(bikeId: string, fact: FactKey): string | undefined;
  holder(lead: string): string | undefined;
  /** Undefined where nobody decided, null for none. */
  row(fingerprint: string): string | null | undefined;
}

/** What holds after all rulings: of two about the same, the later. */
export function verdictsOf(world: LegacyWorld): Verdicts {
  const name = (bikeId: string) => currentName(world, bikeId);
  const dismissed = new Set<string>();
  const chosen = new Map<string, string>();
  const holders = new Map<string, string>();
  const rows = new Map<string, string | null>();
  for (const ruling of world.rulings)
    switch (ruling.kind) {
      case "value": {
        const at = `${name(ruling.bikeId)} ${ruling.fact}`;
        for (const normal of ruling.among) dismissed.add(`${at} ${normal}`);
        dismissed.delete(`${at} ${ruling.normal}`);
        chosen.set(at, ruling.normal);
        break;
      }
      case "number": {
        const bike = name(ruling.bikeId);
        for (const other of ruling.among) dismissed.add(`${name(other)} ${ruling.lead}`);
        dismissed.delete(`${bike} ${ruling.lead}`);
        holders.set(ruling.lead, bike);
        break;
      }
      case "row":
        rows.set(ruling.fingerprint, ruling.bikeId === null ? null : name(ruling.bikeId));
        break;
      default:
        return ruling satisfies never;
    }
  return {
    isDismissed: (bikeId, fact, normal, lead) =>
      dismissed.has(`${bikeId} ${fact} ${normal}`) || (lead !== null && dismissed.has(`${bikeId} ${lead}`)),
    chosen: (bikeId, fact) => chosen.get(`${bikeId} ${fact}`),
    holder: (lead) => holders.get(lead),
    row: (fingerprint) => rows.get(fingerprint),
  };
}
