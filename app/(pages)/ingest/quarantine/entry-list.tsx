import { EntryBench } from "@/components/repair/entries/entry-bench";
import { NothingRefused } from "@/components/repair/nothing-refused";
import { ReasonCounts } from "@/components/repair/reason-counts";
import { countsOf, sumsBy } from "@/components/repair/reason-counts-of";
import { DECISIONS, ENTRY_REASONS } from "@/components/repair/reason-words";
import { RefreshLink } from "@/components/repair/refresh-link";
import {
  filterOf,
  isNarrowed,
  PER_PAGE,
  QUARANTINE_PATH,
  type RepairAddress,
} from "@/components/repair/repair-address";
import { RepairFilter } from "@/components/repair/repair-filter";
import { RepairPages } from "@/components/repair/repair-pages";
import { Moment } from "@/components/ui/clock";
import type { Actor } from "@/lib/domain/actor";
import type { QUARANTINE_DECISIONS, QuarantineReason } from "@/lib/domain/outcome";
import { formatCount } from "@/lib/format/number";
import { listQuarantine, REACHABLE_ENTRIES } from "@/lib/repair/quarantine/list-quarantine";
import type { RepairStores } from "@/lib/repair/repair-stores";
import { answered } from "../../answered";
import { Refused } from "../../refused";
import { planRelease, releaseEntries } from "./actions";
import { releaseOf } from "./release-of";

/** The entries that the address describes, and how many there are of each reason and decision. */
export async function EntryList({
  actor,
  stores,
  address,
}: {
  actor: Actor;
  stores: RepairStores;
  address: RepairAddress<QuarantineReason, (typeof QUARANTINE_DECISIONS)[number]>;
}) {
  const nowMs = Date.now();
  const filter = filterOf(address, nowMs);
  const { reason, decision, ...ofAny } = filter;
  const skip = (address.page - 1) * PER_PAGE;
  const answer = await answered("list-quarantine", async () => {
    const [list, { sums }] = await Promise.all([
      listQuarantine(actor, { ...filter, skip, limit: PER_PAGE }, stores),
      listQuarantine(actor, { ...ofAny, limit: 1 }, stores),
    ]);
    return { list, sums };
  });
  if (answer.kind === "failed") return <Refused what="Quarantined readings" answer={answer} />;
  const { list, sums } = answer.value;
  const reasons = sumsBy(sums, "reason", (sum) => decision === undefined || sum.decision === decision);
  const decisions = sumsBy(sums, "decision", (sum) => reason === undefined || sum.reason === reason);
  return (
    <>
      <p role="status" className="flex flex-wrap items-baseline gap-x-2 text-ink-2 text-xs">
        <span>
          {formatCount(list.total, "reading")}, as of <Moment atMs={nowMs} />
        </span>
        <RefreshLink />
      </p>
      <RepairFilter key={JSON.stringify(filter)} path={QUARANTINE_PATH} address={address} />
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <ReasonCounts
          label="Reasons"
          counts={countsOf(reasons, { part: "reason", words: ENTRY_REASONS, path: QUARANTINE_PATH, address })}
        />
        <ReasonCounts
          label="Decisions"
          counts={countsOf(decisions, { part: "decision", words: DECISIONS, path: QUARANTINE_PATH, address })}
        />
      </div>
      {list.total === 0 ? (
        <NothingRefused path={QUARANTINE_PATH} isNarrowed={isNarrowed(address)} title="Nothing was refused">
          Every reading that came had a usable time, and none lost to another of its instant.
        </NothingRefused>
      ) : (
        <EntryBench
          entries={list.entries}
          toRelease={releaseOf(filter, sums)}
          address={address}
          verbs={{ plan: planRelease, release: releaseEntries }}
        />
      )}
      {list.total > REACHABLE_ENTRIES ? (
        <p className="text-ink-2 text-xs">
          Page by page the newest {REACHABLE_ENTRIES} can be reached; narrow the list for older ones.
        </p>
      ) : null}
      <RepairPages path={QUARANTINE_PATH} address={address} total={Math.min(list.total, REACHABLE_ENTRIES)} />
    </>
  );
}
