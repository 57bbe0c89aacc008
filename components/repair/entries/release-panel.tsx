"use client";

import { Panel } from "@/components/ui/panel";
import { formatCount, formatNumber } from "@/lib/format/number";
import type { ReleasedEntries } from "@/lib/repair/quarantine/release-quarantined";
import { Confirmation, FailedPanel, OverPanel } from "../step-panels";
import { EntryOutcomes } from "./entry-outcomes";
import { ReleaseForm } from "./release-form";
import type { EntriesAsked } from "./release-verbs";
import { releasedText, releasedTitle } from "./release-words";
import type { ReleaseForm as Filled, ReleaseState } from "./use-release";

/** The form of a release, what it would do, whether it shall be done, and what came of it. */
export function ReleasePanel({
  state,
  onFilled,
  onConfirm,
  onClose,
}: {
  state: ReleaseState;
  onFilled: (asked: EntriesAsked, form: Filled) => void;
  onConfirm: (ids: readonly string[], form: Filled) => void;
  onClose: () => void;
}) {
  switch (state.kind) {
    case "nothing":
      return null;
    case "asked": {
      const { asked, isBusy, fault } = state;
      return (
        <Panel key="asked" title={titleOf(asked)} onClose={isBusy ? null : onClose}>
          <ReleaseForm
            isOne={"ids" in asked && asked.ids.length === 1}
            isBusy={isBusy}
            fault={fault}
            onFilled={(form) => onFilled(asked, form)}
          />
        </Panel>
      );
    }
    case "planned":
      return <Plan plan={state.plan} onConfirm={(ids) => onConfirm(ids, state.form)} onClose={onClose} />;
    case "running":
      return (
        <Panel key="running" title="Releasing" onClose={null}>
          <p aria-live="polite" className="text-ink-2">
            Writing down the decision for {formatCount(state.count, "reading")}, and sending{" "}
            {state.count === 1 ? "it" : "them"} on. It goes on if you leave this page.
          </p>
        </Panel>
      );
    case "over": {
      const released = countOf(state.result, "released");
      const left = state.result.entries.length - released;
      return (
        <OverPanel key="over" title={releasedTitle(released, left)} onClose={onClose}>
          <p className="text-ink-2">{releasedText(released)}</p>
          <EntryOutcomes entries={state.result.entries} />
        </OverPanel>
      );
    }
    case "failed":
      return (
        <FailedPanel
          key="failed"
          title="The release did not come to its end"
          why={state.why}
          onClose={onClose}
        >
          <p className="text-ink-2">
            What was begun shows as Releasing: releasing it again goes on, with the time that was decided
            first.
          </p>
        </FailedPanel>
      );
  }
}

const titleOf = (asked: EntriesAsked): string =>
  "ids" in asked ? `Release ${formatCount(asked.ids.length, "reading")}` : "Release all that match";

const countOf = ({ entries }: ReleasedEntries, kind: string): number =>
  entries.filter(({ outcome }) => outcome.kind === kind).length;

function Plan({
  plan,
  onConfirm,
  onClose,
}: {
  plan: ReleasedEntries;
  onConfirm: (ids: readonly string[]) => void;
  onClose: () => void;
}) {
  const { entries, isCut } = plan;
  const ids = entries.filter(({ outcome }) => outcome.kind === "to-be-released").map(({ id }) => id);
  const stay = entries.length - ids.length;
  return (
    <Panel
      key="planned"
      title={
        ids.length > 0 ? `Release ${formatCount(ids.length, "reading")}?` : "None of them can be released"
      }
      onClose={onClose}
    >
      {ids.length > 0 ? (
        <p className="max-w-prose text-ink-2">
          They are sent on at their corrected time, as of the clients that sent them. Who decided, when and
          why stays with each; a decided time cannot be changed.
        </p>
      ) : null}
      {isCut ? (
        <p className="text-ink-2">These were kept first. More that match stay for the next time.</p>
      ) : null}
      {stay > 0 ? (
        <p className="text-ink-2">
          {formatNumber(stay)} cannot be released, and {stay === 1 ? "stays" : "stay"}.
        </p>
      ) : null}
      <EntryOutcomes entries={entries} />
      <Confirmation
        act={
          ids.length === 0
            ? null
            : { label: `Release ${formatCount(ids.length, "reading")}`, onConfirm: () => onConfirm(ids) }
        }
        onClose={onClose}
      />
    </Panel>
  );
}
