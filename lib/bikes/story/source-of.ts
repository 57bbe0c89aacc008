import type { StoryEntry } from "./models";
import type { AuditedChange } from "./read-audit";

const FILES: Readonly<Record<string, string>> = {
  "import-facts": "Old data",
  "take-back-facts": "Old data taken back",
};

/** Who made a change and why, as the audit has it: a reason, or the file of old data and where that is from. */
export function sourceOf(change: AuditedChange | undefined): Pick<StoryEntry, "by" | "reason"> {
  if (!change) return { by: null, reason: null };
  const { by, reason, verb, details } = change;
  return { by, reason: fileInWords(verb, details, reason) ?? reason };
}

function fileInWords(verb: string, details: AuditedChange["details"], reason: string | null): string | null {
  const { fileName, source } = details;
  if (FILES[verb] === undefined || typeof fileName !== "string") return null;
  const from = typeof source === "string" ? ` (${source})` : "";
  return `${FILES[verb]}: ${fileName}${from}${reason === null ? "" : `. ${reason}`}`;
}
