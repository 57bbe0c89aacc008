/** What kind of thing happened to a bike; each has a sign of its own on the timeline. */
export const STORY_KINDS = [
  "registered",
  "component",
  "fleet",
  "owner",
  "correction",
  "case",
  "location",
  "change",
  "readings",
] as const;
export type StoryKind = (typeof STORY_KINDS)[number];

/** One thing that happened to a bike. */
export interface StoryEntry {
  readonly kind: StoryKind;
  /** Ms since epoch; null where it was always so. */
  readonly atMs: number | null;
  readonly text: string;
  /** Who did it, where the viewer may know. */
  readonly by: string | null;
  readonly reason: string | null;
}
