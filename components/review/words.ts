import type { Trust } from "@/lib/domain/master-data";
import { formatCount } from "@/lib/format/number";
import type { Changes } from "@/lib/legacy/changes-of";
import type { Decision } from "@/lib/legacy/decide/ruling-of";
import type { ListedContradiction } from "@/lib/legacy/list-contradictions";

export const KIND_WORDS: Record<ListedContradiction["kind"], string> = {
  "one-bike-two-values": "One bike, two values",
  "two-bikes-one-number": "Two bikes, one number",
  "one-component-two-bikes": "One component, two bikes",
  "one-bike-two-oems": "One bike, two OEMs",
  "module-in-use": "Module that was in use",
};

export const STATE_WORDS = {
  open: "Open",
  asked: "Asked",
  answered: "Answered",
  decided: "Decided",
} as const;

/** How sure somebody was, the surest last. */
export const TRUST_WORDS: Record<Trust, string> = {
  guessed: "guessed",
  told: "told by somebody",
  list: "from a list",
  system: "from a system",
  seen: "seen on the bike",
};

export const DECISION_WORDS: Record<Decision, string> = {
  take: "Take another value",
  split: "It belongs to one of them",
  merge: "They are one bike",
  keep: "Keep it as it is",
  "ask-oem": "Ask the OEM",
};

/** What came of a contradiction, as lists say it. */
export const OUTCOME_WORDS: Readonly<Record<string, string>> = {
  take: "another value taken",
  split: "given to one",
  merge: "merged",
  keep: "kept",
  settled: "settled by newer data",
};

export interface Chosen {
  readonly decision: Decision;
  readonly bikeId?: string | undefined;
  readonly value?: string | undefined;
}

/** What a decision would do, in a sentence. @param what the fact or number in words. */
export function effectOf(
  { decision, bikeId, value }: Chosen,
  {
    kind,
    bikeIds,
    what,
    believed,
  }: { kind: ListedContradiction["kind"]; bikeIds: readonly string[]; what: string; believed: string },
): string {
  const others = bikeIds.filter((each) => each !== bikeId).join(" and ");
  switch (decision) {
    case "take":
      if (kind === "one-bike-two-oems")
        return `${bikeIds[0]} is of ${value}, with what its files say. What the others say of it will not open this again.`;
      return `${bikeIds[0]} gets ${what} ${value}. Old data that say otherwise will not open this again.`;
    case "split":
      return what === ""
        ? `What the row says is said of ${bikeId}.`
        : `${bikeId} has ${what} ${value ?? ""}; ${others} ${bikeIds.length > 2 ? "lose" : "loses"} it.`;
    case "merge":
      return `${others} is withdrawn and becomes ${bikeId}: its facts, components, fleets and readings move there.`;
    case "keep":
      if (what === "") return "The row is left aside; nothing of it is believed.";
      if (kind === "module-in-use")
        return `${bikeIds[0]} does not get it, and old data that say so will not open this again. Is it in there? Move it on the bike's page.`;
      return kind === "one-bike-two-values"
        ? `${what} stays ${believed}.`
        : `${what} stays with ${believed}.`;
    case "ask-oem":
      return "The OEM sees your question beside both sides and answers it here. Nothing changes until you decide.";
  }
}

/** How many bikes and components change, each in a word or two; empty where none does. */
export function changesInWords(counts: Changes["counts"]): string[] {
  const words: [number, string][] = [
    [counts.newBikes, formatCount(counts.newBikes, "new bike")],
    [counts.changedBikes, `${formatCount(counts.changedBikes, "bike")} changed`],
    [counts.movedBikes, `${formatCount(counts.movedBikes, "bike")} moved to another organisation`],
    [counts.withdrawnBikes, `${formatCount(counts.withdrawnBikes, "bike")} withdrawn`],
    [counts.componentsIn, `${formatCount(counts.componentsIn, "component")} put in`],
    [counts.componentsOut, `${formatCount(counts.componentsOut, "component")} taken out`],
  ];
  return words.flatMap(([count, text]) => (count === 0 ? [] : [text]));
}
