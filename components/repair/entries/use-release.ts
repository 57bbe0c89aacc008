"use client";

import { useState } from "react";
import { LOST } from "@/components/states/answer";
import type { ReleasedEntries } from "@/lib/repair/quarantine/release-quarantined";
import type { Correction, EntriesAsked, EntryVerbs } from "./release-verbs";

/** What the form says, beside which entries are meant. */
export interface ReleaseForm {
  readonly correction: Correction;
  readonly why: string;
}

/** Where the releasing is: nothing is asked, its form is filled in, what it would do is shown, it runs, it is over. */
export type ReleaseState =
  | { readonly kind: "nothing" }
  | {
      readonly kind: "asked";
      readonly asked: EntriesAsked;
      readonly isBusy: boolean;
      readonly fault: string | null;
    }
  | { readonly kind: "planned"; readonly plan: ReleasedEntries; readonly form: ReleaseForm }
  | { readonly kind: "running"; readonly count: number }
  | { readonly kind: "over"; readonly result: ReleasedEntries }
  | { readonly kind: "failed"; readonly why: string };

/** Releases readings, step by step as somebody confirms; one at a time. */
export function useRelease({ plan, release }: EntryVerbs) {
  const [state, setState] = useState<ReleaseState>({ kind: "nothing" });

  async function look(asked: EntriesAsked, form: ReleaseForm): Promise<void> {
    setState({ kind: "asked", asked, isBusy: true, fault: null });
    const answer = await plan(asked, form.correction).catch(() => LOST);
    setState(
      answer.kind === "done"
        ? { kind: "planned", plan: answer.value, form }
        : { kind: "asked", asked, isBusy: false, fault: answer.why },
    );
  }

  async function confirm(ids: readonly string[], { correction, why }: ReleaseForm): Promise<void> {
    setState({ kind: "running", count: ids.length });
    const answer = await release(ids, correction, why).catch(() => LOST);
    setState(answer.kind === "done" ? { kind: "over", result: answer.value } : answer);
  }

  return {
    state,
    begin: (asked: EntriesAsked) => setState({ kind: "asked", asked, isBusy: false, fault: null }),
    look,
    confirm,
    end: () => setState({ kind: "nothing" }),
  };
}
