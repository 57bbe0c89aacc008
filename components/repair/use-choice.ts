"use client";

import { useState } from "react";

/** What of a list is chosen, by id; a choice holds while the list is paged through. */
export interface Choice {
  readonly ids: readonly string[];
  has(id: string): boolean;
  set(ids: readonly string[], isChosen: boolean): void;
  clear(): void;
}

export function useChoice(): Choice {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  return {
    ids: [...chosen],
    has: (id) => chosen.has(id),
    set: (ids, isChosen) =>
      setChosen((before) => {
        const next = new Set(before);
        for (const id of ids)
          if (isChosen) next.add(id);
          else next.delete(id);
        return next;
      }),
    clear: () => setChosen(new Set()),
  };
}
