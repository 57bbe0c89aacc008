"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import type { FoundBike } from "@/lib/domain/api-answers";
import { LOOKUP_LENGTH } from "@/lib/domain/lookup";
import { FoundBikeRow } from "./found-bike";
import { LOOKUP_NAME } from "./lookup-name";
import { type Looked, useLookup } from "./use-lookup";

/** One field for any number of a bike, with what fits below as it is typed; arrows and Enter choose. */
export function LookupField({
  onLeave,
}: {
  /** The bike's page is on its way. */
  onLeave?: () => void;
}) {
  const listId = useId();
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  /** Enter came before the answer: who scans or pastes a number waits for nothing. */
  const [isHasty, setHasty] = useState(false);
  const looked = useLookup(typed);
  const isCurrent = looked !== null && looked.text === typed.trim();
  const bikes = looked === null || typed.trim() === "" ? [] : looked.bikes;

  const open = (bike: FoundBike | undefined) => {
    if (!bike) return;
    setTyped("");
    router.push(`/bikes/${bike.bike_id}`);
    onLeave?.();
  };
  const openLatest = useRef(open);
  openLatest.current = open;
  useEffect(() => {
    if (!looked) return;
    setAt(0);
    setHasty(false);
    const [first] = looked.bikes;
    if (isHasty && first?.matched.how === "exact") openLatest.current(first);
  }, [looked, isHasty]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      if (isCurrent) open(bikes[at]);
      else setHasty(typed.trim() !== "");
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt((before) => Math.max(0, Math.min(bikes.length - 1, before + step)));
    } else if (event.key === "Escape" && typed !== "") {
      event.stopPropagation();
      setTyped("");
    }
  };

  return (
    <search aria-label={LOOKUP_NAME} className="flex min-w-0 flex-col gap-2">
      <span className="relative block">
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute top-2.5 left-3 size-5 text-ink-3"
          strokeWidth={1.8}
        />
        <Input
          type="text"
          role="combobox"
          aria-label={LOOKUP_NAME}
          aria-expanded={bikes.length > 0}
          aria-controls={listId}
          aria-activedescendant={bikes.length > 0 ? `${listId}-${at}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          placeholder={`${LOOKUP_NAME} by any of its numbers`}
          maxLength={LOOKUP_LENGTH}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-10 pl-10 text-base"
        />
      </span>
      <div id={listId} role="listbox" aria-label="Bikes found" className={cn(bikes.length === 0 && "hidden")}>
        {bikes.map((bike, index) => (
          <div
            key={bike.bike_id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onPointerMove={() => setAt(index)}
            onClick={() => open(bike)}
            onKeyDown={onKeyDown}
            className={cn(
              "flex min-w-0 cursor-pointer rounded-md px-3 py-2",
              index === at ? "bg-accent-soft" : "hover:bg-sunken",
            )}
          >
            <FoundBikeRow bike={bike} typed={looked?.text ?? typed} />
          </div>
        ))}
      </div>
      <p
        role="status"
        className={cn("px-3 pb-1 text-ink-2 text-sm", noteOf(looked, typed) === "" && "sr-only")}
      >
        {noteOf(looked, typed) || countOf(bikes.length)}
      </p>
    </search>
  );
}

function noteOf(looked: Looked | null, typed: string): string {
  if (looked === null || looked.text !== typed.trim()) return "";
  if (looked.hasFailed) return "Cannot look up at present. Type on to try again.";
  return looked.bikes.length === 0
    ? `No bike that you may see has “${looked.text}” in a number. A part needs four characters or more.`
    : "";
}

const countOf = (bikes: number): string => (bikes === 0 ? "" : `${bikes} found, the likeliest first.`);
