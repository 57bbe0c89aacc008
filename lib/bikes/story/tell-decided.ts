import { FIELD_WORDS, PART_WORDS } from "@/lib/domain/bike-words";
import { ruledInWords } from "@/lib/domain/ruling-words";
import type { StoryEntry } from "./models";
import type { AuditedChange } from "./read-audit";
import type { DecidedContradiction } from "./read-decided";

const ENDS: Readonly<Record<string, string>> = {
  merge: "two bikes were found to be one",
  split: "two bikes were told apart",
  keep: "what was believed stays",
  take: "another value was taken",
  settled: "what is known agrees by now",
};

/** Contradictions that were decided, with what was decided for and against where it is known, and by whom. */
export const tellDecided = (
  decided: readonly DecidedContradiction[],
  audited: readonly AuditedChange[],
): StoryEntry[] =>
  decided.map(({ id, fact, decision, reason, atMs, ruling, sides }) => {
    const what =
      fact === null ? (ruling?.kind === "owner" ? " on its OEM" : "") : ` on the ${factLabel(fact)}`;
    const end = (ruling && sides && ruledInWords(ruling, sides, decision)) ?? ENDS[decision] ?? decision;
    const by = audited.find(
      (one) => one.subject === `contradiction:${id}` && one.details.decision === decision,
    )?.by;
    return {
      kind: "change",
      atMs,
      text: `Old data contradicted each other${what}: ${end}`,
      by: by ?? null,
      reason,
    };
  });

const PARTS: Readonly<Record<string, string>> = PART_WORDS;
const factLabel = (fact: string): string => {
  const part = PARTS[fact.replace(/_(serial|part)$/, "")];
  return inSentence(FIELD_WORDS[fact] ?? part ?? fact.replaceAll("_", " "));
};

/** Capitals of abbreviations stay. */
const inSentence = (label: string): string =>
  /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
