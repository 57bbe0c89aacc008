import { Button } from "@/components/ui/button";
import { formatCount, formatNumber } from "@/lib/format/number";
import type { Choice } from "./use-choice";

/** What can be done with the rows that are chosen, or with all that the filter lets through. */
export function ChoiceBar({
  choice,
  one,
  verb,
  atMost,
  all,
  isBusy,
  onChosen,
  onAll,
}: {
  choice: Choice;
  /** What a row is, "letter". */
  one: string;
  /** "Send again". */
  verb: string;
  /** How many may be chosen at once. */
  atMost: number;
  /** How many the filter lets through; null where all of them at once makes no sense. */
  all: number | null;
  isBusy: boolean;
  onChosen: () => void;
  onAll: () => void;
}) {
  const { length } = choice.ids;
  const isOff = isBusy || length === 0 || length > atMost;
  // What is disabled for the browser too cannot have the focus back from what it opened.
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        kind="primary"
        aria-disabled={isOff}
        onClick={() => isOff || onChosen()}
        aria-describedby="chosen"
      >
        {verb}…
      </Button>
      {all !== null && all > 0 ? (
        <Button aria-disabled={isBusy} onClick={() => isBusy || onAll()}>
          {verb} all that match: {formatNumber(all)}…
        </Button>
      ) : null}
      {length > 0 ? (
        <Button kind="quiet" disabled={isBusy} onClick={choice.clear}>
          Choose none
        </Button>
      ) : null}
      <span id="chosen" role="status" className="text-ink-2 text-xs">
        {length > atMost
          ? `${formatCount(length, one)} chosen; at most ${formatNumber(atMost)} at once`
          : `${formatNumber(length)} chosen`}
      </span>
    </div>
  );
}
