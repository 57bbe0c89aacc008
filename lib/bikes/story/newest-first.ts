import { STORY_KINDS, type StoryEntry } from "./models";

/** Newest first; what was always so is last. What happened at one moment is in the order of its kinds. */
export const newestFirst = (entries: readonly StoryEntry[]): StoryEntry[] =>
  entries.toSorted(
    (a, b) => timeOf(b) - timeOf(a) || STORY_KINDS.indexOf(b.kind) - STORY_KINDS.indexOf(a.kind),
  );

const timeOf = ({ atMs }: StoryEntry): number => atMs ?? Number.MIN_SAFE_INTEGER;
