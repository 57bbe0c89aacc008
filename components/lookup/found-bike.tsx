import { cn } from "@/components/ui/cn";
import type { FoundBike } from "@/lib/domain/api-answers";
import { highlight } from "./highlight";
import { HOW_WORDS, KIND_WORDS } from "./match-words";

/** A bike that was found: which it is, whose it is, and the number that matched with what was typed of it. */
export function FoundBikeRow({ bike, typed }: { bike: FoundBike; typed: string }) {
  const { kind, value, how, past } = bike.matched;
  const differs = HOW_WORDS[how];
  return (
    <span className="flex min-w-0 grow flex-col gap-0.5">
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        <span className="font-medium font-mono text-sm">{bike.bike_id}</span>
        <span className="min-w-0 truncate text-ink-2 text-xs">{aboutOf(bike)}</span>
      </span>
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-2 text-ink-2 text-xs">
        <span>{KIND_WORDS[kind]}</span>
        <span className="break-all font-mono">
          {highlight(value, typed).map(({ at, text, isMatched }) => (
            <span
              key={at}
              className={cn(isMatched && "font-semibold text-accent underline underline-offset-2")}
            >
              {text}
            </span>
          ))}
        </span>
        {past ? <Note>not any more</Note> : null}
        {differs === null ? null : <Note>{differs}</Note>}
      </span>
    </span>
  );
}

function aboutOf({ registered_at, withdrawn, model, oem, fleet }: FoundBike): string {
  if (registered_at === null) return "Rides, and is not registered";
  const words = [model, oem, fleet ?? "no fleet", withdrawn ? "withdrawn" : null];
  return words.filter((word) => word !== null).join(" · ");
}

/** Darker than a tag: it also stands on the colour of what is chosen. */
const Note = ({ children }: { children: string }) => (
  <span className="whitespace-nowrap rounded-sm border border-current px-1 font-medium text-2xs">
    {children}
  </span>
);
