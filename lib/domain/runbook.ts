import { ALARMS, type Alarm, anchorOf } from "./alarms";

/** A piece of text: plain, a name or command, or the name of an alarm that has a paragraph of its own. */
export type RunbookPiece = {
  /** Where it begins in its block. */
  readonly at: number;
  readonly text: string;
} & ({ readonly kind: "text" | "code" | "strong" } | { readonly kind: "alarm"; readonly anchor: string });

export interface RunbookParagraph {
  readonly anchor: string;
  readonly name: string;
  /** The alarm's name in words. */
  readonly title: string;
  /** What it means, what is seen, what to do, and when it is over. */
  readonly parts: readonly { readonly label: string; readonly pieces: readonly RunbookPiece[] }[];
}

export interface Runbook {
  readonly introduction: readonly (readonly RunbookPiece[])[];
  readonly paragraphs: readonly RunbookParagraph[];
}

const PART = /^\*\*(\w+)\.\*\* /;
const PIECE = /`([^`]+)`|\*\*([^*]+)\*\*|\b(Slipstream[A-Z]\w+)\b/g;

/** The runbook as docs/runbook.md has it, which uses headings, paragraphs, names in backticks and strong words alone. */
export function parseRunbook(markdown: string): Runbook {
  const [beginning = "", ...sections] = markdown.split(/^## /m);
  return {
    introduction: blocksOf(beginning.replace(/^# .*$/m, "")).map(piecesOf),
    paragraphs: sections.map(paragraphOf),
  };
}

function paragraphOf(section: string): RunbookParagraph {
  const [name = "", ...blocks] = blocksOf(section);
  return {
    anchor: name.toLowerCase(),
    name,
    title: alarmNamed(name)?.title ?? name,
    parts: blocks.map((block) => ({
      label: PART.exec(block)?.[1] ?? "",
      pieces: piecesOf(block.replace(PART, "")),
    })),
  };
}

const blocksOf = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map((block) => block.trim().replaceAll("\n", " "))
    .filter((block) => block !== "");

function piecesOf(block: string): RunbookPiece[] {
  const pieces: RunbookPiece[] = [];
  let end = 0;
  for (const match of block.matchAll(PIECE)) {
    if (match.index > end) pieces.push({ at: end, kind: "text", text: block.slice(end, match.index) });
    pieces.push(pieceOf(match));
    end = match.index + match[0].length;
  }
  if (end < block.length) pieces.push({ at: end, kind: "text", text: block.slice(end) });
  return pieces;
}

function pieceOf({ index: at, ...match }: RegExpExecArray): RunbookPiece {
  const { 0: whole = "", 1: code, 2: strong, 3: name } = match;
  if (code !== undefined) return { at, kind: "code", text: code };
  if (strong !== undefined) return { at, kind: "strong", text: strong };
  const alarm = alarmNamed(name ?? "");
  return alarm
    ? { at, kind: "alarm", text: alarm.title, anchor: anchorOf(alarm) }
    : { at, kind: "text", text: whole };
}

const alarmNamed = (name: string): Alarm | undefined => ALARMS.find((alarm) => alarm.name === name);
