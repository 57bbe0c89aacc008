import { COMPONENT_KINDS } from "@/lib/domain/master-data";
import { componentName } from "../component-words";
import type { StoryEntry } from "./models";
import type { AuditedChange } from "./read-audit";

/** Changes that leave no trace in the record, or a trace that is told elsewhere without them. */
const WORDS: Readonly<Record<string, string>> = {
  "withdraw-bike": "Withdrawn",
  "reinstate-bike": "Registered again",
  "void-period": "A period was voided: it was entered by mistake",
};
/** Changes whose author and reason belong to an entry of the record, by kind of entry. */
const TOLD: Readonly<Record<string, StoryEntry["kind"]>> = {
  "swap-component": "component",
  "move-module": "component",
  "assign-fleet": "fleet",
  "end-assignment": "fleet",
  "transfer-bike": "owner",
  "propose-correction": "correction",
  "decide-correction": "correction",
  "close-case": "case",
};

/** Entries of the record with who told them and why; and what only the audit knows. */
export function joinAudit(entries: readonly StoryEntry[], audited: readonly AuditedChange[]): StoryEntry[] {
  const own = audited.flatMap(({ at, verb, by, reason }): StoryEntry[] => {
    const text = WORDS[verb];
    return text === undefined ? [] : [{ kind: "change", atMs: at, text, by, reason }];
  });
  const told = entries.map((entry) => {
    const change = audited.find((one) => TOLD[one.verb] === entry.kind && isOf(one, entry));
    return change ? { ...entry, by: entry.by ?? change.by, reason: entry.reason ?? change.reason } : entry;
  });
  return [...told, ...own];
}

/** A change is of an entry where it says the moment; what says none was of the moment at which it was made. */
function isOf({ at, details }: AuditedChange, { atMs, kind, text }: StoryEntry): boolean {
  if (atMs === null) return false;
  const said = details.at ?? details.from;
  const isThen = typeof said === "string" ? Date.parse(said) === atMs : Math.abs(at - atMs) < 1_000;
  if (kind !== "component") return isThen;
  const { serial, kind: part } = details;
  return isThen && typeof serial === "string" && text.includes(serial) && text.startsWith(nameOf(part));
}

const nameOf = (part: unknown): string => {
  const kind = COMPONENT_KINDS.find((one) => one === part);
  return kind ? componentName(kind, "").trim() : "";
};
