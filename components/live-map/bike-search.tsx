"use client";

import { Search } from "lucide-react";
import { type RefObject, useEffect, useId, useRef, useState } from "react";
import { STATUS_WORDS } from "@/components/tables/status-words";
import { cn } from "@/components/ui/cn";
import { Glyph } from "@/components/ui/glyph";
import { Input } from "@/components/ui/input";
import { type FoundBike, FoundBikes } from "@/lib/domain/live-answers";

const TYPING_PAUSE_MS = 150;

/** Where the focus goes when a bike is left. */
export const SEARCH_ID = "live-map-search";

/** Finds a bike by a part of its id; arrows and Enter choose. A slash leads here. */
export function BikeSearch({ onChoose }: { onChoose: (bikeId: string) => void }) {
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [answer, setAnswer] = useState<{
    readonly text: string;
    readonly bikes: readonly FoundBike[];
    readonly more: boolean;
    readonly hasFailed: boolean;
  } | null>(null);
  const [at, setAt] = useState(0);
  const [isOpen, setOpen] = useState(false);
  useSlash(field);

  useEffect(() => {
    const wanted = text.trim();
    if (wanted === "") return setAnswer(null);
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const found = await findBikes(wanted, stop.signal);
      if (stop.signal.aborted) return;
      setAnswer({ text: wanted, bikes: [], more: false, ...found, hasFailed: found === null });
      setAt(0);
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);

  const isNothing = answer !== null && answer.bikes.length === 0 && answer.text === text.trim();
  const bikes = isOpen && answer && text.trim() !== "" ? answer.bikes : [];
  const choose = (bike: FoundBike | undefined) => {
    if (!bike) return;
    setOpen(false);
    setText("");
    field.current?.blur();
    onChoose(bike.bike_id);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === "Escape") {
      setOpen(false);
      setText("");
    } else if (event.key === "Enter") choose(bikes[at]);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt((before) => Math.max(0, Math.min(bikes.length - 1, before + step)));
    }
  };

  return (
    <search className="relative block">
      <Search aria-hidden="true" className="pointer-events-none absolute top-2 left-2 size-4 text-ink-3" />
      <Input
        ref={field}
        id={SEARCH_ID}
        type="search"
        role="combobox"
        aria-label="Find on the map"
        aria-expanded={bikes.length > 0}
        aria-controls={listId}
        aria-activedescendant={bikes.length > 0 ? `${listId}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder="Find on the map by id"
        maxLength={32}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
        }}
        onBlur={() => setOpen(false)}
        onFocus={() => setOpen(true)}
        onKeyDown={onKeyDown}
        className="pl-7"
      />
      <div
        id={listId}
        role="listbox"
        aria-label="Bikes found"
        className={cn(
          "absolute inset-x-0 top-9 z-10 rounded-lg border border-line bg-raised p-1 shadow-raised",
          bikes.length === 0 && "hidden",
        )}
      >
        {bikes.map((bike, index) => (
          <div
            key={bike.bike_id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onPointerDown={(event) => {
              event.preventDefault();
              choose(bike);
            }}
            className={cn(
              "flex h-8 cursor-pointer items-center gap-2 rounded-md px-2",
              index === at ? "bg-accent-soft" : "hover:bg-sunken",
            )}
          >
            <Glyph status={bike.status} />
            <span className="grow font-mono text-xs">{bike.bike_id}</span>
            <span className="truncate text-ink-3 text-xs">{bike.fleet ?? STATUS_WORDS[bike.status]}</span>
          </div>
        ))}
        {answer?.more ? (
          <p className="px-2 py-1 text-ink-3 text-xs">And more: type on to narrow it down.</p>
        ) : null}
      </div>
      <p role="status" className={cn("px-1 pt-1 text-ink-2 text-xs", !isNothing && "sr-only")}>
        {isNothing
          ? answer.hasFailed
            ? "Cannot search at present. Type on to try again."
            : `No bike of yours has “${answer.text}” in its id.`
          : ""}
      </p>
    </search>
  );
}

async function findBikes(text: string, signal: AbortSignal): Promise<FoundBikes | null> {
  try {
    const answer = await fetch(`/api/live/bikes?${new URLSearchParams({ q: text })}`, { signal });
    return answer.ok ? FoundBikes.parse(await answer.json()) : null;
  } catch {
    return null;
  }
}

function useSlash(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof Element && event.target.closest("input, select, textarea") !== null;
      if (event.key !== "/" || isTyping || event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      field.current?.select();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [field]);
}
