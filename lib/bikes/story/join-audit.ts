import { COMPONENT_SLOTS } from "@/lib/domain/master-data";
import { componentName } from "../component-words";
import type { StoryEntry } from "./models";
import type { AuditedChange } from "./read-audit";
import { sourceOf } from "./source-of";
import { WITHDRAWN, withFirmware } from "./tell-record";

/** Changes that leave no trace in the record, or a trace that is told elsewhere without them. */
const WORDS: Readonly<Record<string, string>> = {
  "withdraw-bike": WITHDRAWN,
  "withdraw-batch": "Withdrawn with all bikes of its file",
  "reinstate-bike": "Registered again",
  "void-period": "A period was voided: it was entered by mistake",
};
/** Changes whose author and reason belong to an entry of the record, by kind of entry. */
const TOLD: Readonly<Record<string, readonly StoryEntry["kind"][]>> = {
  "swap-component": ["component"],
  "move-module": ["component"],
  "assign-fleet": ["fleet"],
  "end-assignment": ["fleet"],
  "transfer-bike": ["owner"],
  "propose-correction": ["correction"],
  "decide-correction": ["correction"],
  "upload-file": ["registered"],
  "register-checked": ["registered"],
  "register-rows": ["registered"],
  "import-facts": ["registered", "change"],
  "take-back-facts": ["registered", "change"],
  "decide-contradiction": ["change"],
  "close-case": ["case"],
};

/** Entries of the record with who told them and why; and what only the audit knows. */
export function joinAudit(entries: readonly StoryEntry[], audited: readonly AuditedChange[]): StoryEntry[] {
  const own = audited.flatMap(({ at, verb, by, reason }): StoryEntry[] => {
    const text = WORDS[verb];
    return text === undefined ? [] : [{ kind: "change", atMs: at, text, by, reason }];
  });
  const isToldBetter = ({ text, atMs }: StoryEntry) =>
    text === WITHDRAWN && own.some((one) => one.atMs === atMs && one.text.startsWith(WITHDRAWN));
  const told = entries
    .filter((entry) => !isToldBetter(entry))
    .map((entry) => {
      const change = nearest(
        audited.filter((one) => TOLD[one.verb]?.includes(entry.kind) && isOf(one, entry)),
        entry,
      );
      if (!change) return entry;
      const { by, reason } = sourceOf(change);
      const { firmware } = change.details;
      const isFitted = entry.kind === "component" && typeof firmware === "string";
      return {
        ...entry,
        text: isFitted ? entry.text + withFirmware(firmware) : entry.text,
        by: entry.by ?? by,
        reason: entry.reason ?? reason,
      };
    });
  return [...told, ...own];
}

/** Of several within a moment, the one that was made with the entry. */
const nearest = (audited: readonly AuditedChange[], { atMs }: StoryEntry): AuditedChange | undefined =>
  audited.toSorted((a, b) => Math.abs(a.at - (atMs ?? 0)) - Math.abs(b.at - (atMs ?? 0)))[0];

/** A change is of an entry where it says the moment; what says none was of the moment at which it was made. */
function isOf({ at, subject, details }: AuditedChange, { atMs, kind, text }: StoryEntry): boolean {
  if (atMs === null) return false;
  if (subject.startsWith("batch:")) return true;
  const said = details.at ?? details.from;
  const isThen = typeof said === "string" ? Date.parse(said) === atMs : Math.abs(at - atMs) < 1_000;
  if (kind !== "component") return isThen;
  const { serial, kind: part } = details;
  return isThen && typeof serial === "string" && text.includes(serial) && text.startsWith(nameOf(part));
}

const nameOf = (part: unknown): string => {
  const kind = COMPONENT_SLOTS.find((one) => one === part);
  return kind ? componentName(kind, "").trim() : "";
};
