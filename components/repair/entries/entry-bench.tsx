"use client";

import { useRouter } from "next/navigation";
import { Card } from "@/components/ui/card";
import type { ListedEntries } from "@/lib/repair/quarantine/list-quarantine";
import { ChoiceBar } from "../choice-bar";
import type { RepairAddress } from "../repair-address";
import { useChoice } from "../use-choice";
import { EntryTable } from "./entry-table";
import { ReleasePanel } from "./release-panel";
import { type EntryVerbs, MOST_ENTRIES } from "./release-verbs";
import { useRelease } from "./use-release";

/** The entries that the address lists, and releasing those that are chosen. */
export function EntryBench({
  entries,
  toRelease,
  address,
  verbs,
}: {
  entries: ListedEntries["entries"];
  /** What releasing all that match would be, where that makes sense. */
  toRelease: { readonly filter: Readonly<Record<string, string | number>>; readonly count: number } | null;
  address: RepairAddress;
  verbs: EntryVerbs;
}) {
  const router = useRouter();
  const choice = useChoice();
  const { state, begin, look, confirm, end } = useRelease(verbs);
  const close = () => {
    if (state.kind === "over") {
      choice.clear();
      router.refresh();
    }
    end();
  };
  return (
    <>
      <ReleasePanel state={state} onFilled={look} onConfirm={confirm} onClose={close} />
      <ChoiceBar
        choice={choice}
        one="reading"
        verb="Release"
        atMost={MOST_ENTRIES}
        all={toRelease?.count ?? null}
        isBusy={state.kind === "running"}
        onChosen={() => begin({ ids: choice.ids })}
        onAll={() => toRelease && begin({ filter: toRelease.filter })}
      />
      <Card className="p-0">
        <EntryTable entries={entries} address={address} choice={choice} />
      </Card>
    </>
  );
}
