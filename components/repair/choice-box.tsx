import type { Choice } from "./use-choice";

/** Chooses one row of a list, or all that are shown. */
export function ChoiceBox({ choice, ids, label }: { choice: Choice; ids: readonly string[]; label: string }) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={ids.length > 0 && ids.every((id) => choice.has(id))}
      disabled={ids.length === 0}
      onChange={(event) => choice.set(ids, event.currentTarget.checked)}
      className="block size-4 accent-accent"
    />
  );
}
