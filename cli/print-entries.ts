import type { ListedEntries } from "@/lib/repair/quarantine/list-quarantine";
import type { ReleasedEntries, ReleasedEntry } from "@/lib/repair/quarantine/release-quarantined";
import type { ShownEntry } from "@/lib/repair/quarantine/show-quarantined";
import { shownTime } from "./shown-time";

export function printEntries({ entries, total, sums }: ListedEntries): void {
  if (entries.length > 0)
    console.table(
      entries.map((entry) => ({
        kept: shownTime(entry.storedAtMs),
        reason: entry.reason,
        decision: entry.decision,
        bike: entry.bikeId,
        source: entry.source,
        measured: shownTime(entry.eventAtMs),
        arrived: shownTime(entry.receivedAtMs),
        client: entry.client,
        id: entry.id,
      })),
    );
  for (const { reason, decision, entries: count } of sums) console.log(`${reason}, ${decision}: ${count}`);
  console.log(`${total} entries, ${entries.length} shown`);
}

export function printEntry(entry: ShownEntry): void {
  console.log(`id       ${entry.id}
kept     ${shownTime(entry.storedAtMs)}
reason   ${entry.reason}
decision ${entry.decision}; ${entry.whyNotReleased ?? "can be released"}
bike     ${entry.bikeId}, ${entry.source}
measured ${shownTime(entry.eventAtMs) || "no usable time"}
arrived  ${shownTime(entry.receivedAtMs)}, from client ${entry.client}`);
  const { release } = entry;
  if (release)
    console.log(
      `released ${shownTime(release.at)} by ${release.by} to ${shownTime(release.event_at)}${release.why ? `: ${release.why}` : ""}`,
    );
  console.log(`reading\n${entry.reading ?? "  hidden: this is no JSON, of which nothing can be told apart"}`);
  if (entry.isHidden) console.log('Positions and identifiers are hidden: --reason-to-look="WHY" shows them.');
}

export function printReleased({ entries, isCut }: ReleasedEntries): void {
  if (entries.length > 0)
    console.table(
      entries.map(({ id, bikeId, outcome }) => ({ bike: bikeId, outcome: outcomeText(outcome), id })),
    );
  const count = (kind: string) => entries.filter(({ outcome }) => outcome.kind === kind).length;
  const released = count("released") + count("to-be-released");
  console.log(
    `${entries.length} entries, ${released} released, ${count("not-released")} not${isCut ? ", more left" : ""}`,
  );
}

function outcomeText(outcome: ReleasedEntry["outcome"]): string {
  switch (outcome.kind) {
    case "released":
      return `released to ${shownTime(outcome.timeMs)}`;
    case "to-be-released":
      return `would be released to ${shownTime(outcome.timeMs)}`;
    case "not-released":
      return `not released: ${outcome.why}`;
  }
}
