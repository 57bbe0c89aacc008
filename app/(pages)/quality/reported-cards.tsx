import { inTurn } from "@/app/questions";
import { telemetryReader } from "@/app/telemetry-reader";
import { BoardCard } from "@/components/quality/board-card";
import { SilentList } from "@/components/quality/silent-list";
import { SwapList } from "@/components/quality/swap-list";
import { UnregisteredList } from "@/components/quality/unregistered-list";
import { mayUse } from "@/lib/auth/access";
import type { UserActor } from "@/lib/domain/actor";
import { visibleBikes } from "@/lib/fleet/visible-bikes";
import { formatCount } from "@/lib/format/number";
import type { BoardScope } from "@/lib/quality/board-scope";
import { getPartsInBikes } from "@/lib/quality/get-parts-in-bikes";
import { getRegisteredLongAgo } from "@/lib/quality/get-registered-long-ago";
import { suspectedSwaps } from "@/lib/quality/suspected-swaps";
import { whoseUnregistered } from "@/lib/quality/whose-unregistered";
import { getFirstSeen } from "@/lib/telemetry/get-first-seen";
import { listReportingParts, listSilent } from "@/lib/telemetry/list-registered";
import { listSharedSerials } from "@/lib/telemetry/list-shared-serials";
import { listUnregistered } from "@/lib/telemetry/list-unregistered";
import { answered } from "../answered";
import { Refused } from "../refused";

const SHOWN = 12;

/** What bikes report beside what is registered. */
export async function ReportedCards({ actor, scope }: { actor: UserActor; scope: BoardScope }) {
  const answer = await answered("quality-of-reports", async () => {
    const [unregistered, silent, swaps] = await Promise.all([
      askUnregistered(actor, scope),
      askSilent(actor, scope),
      askSwaps(actor, scope),
    ]);
    return { unregistered, silent, swaps };
  });
  if (answer.kind === "failed") return <Refused what="What bikes report" answer={answer} />;
  const { unregistered, silent, swaps } = answer.value;
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <BoardCard title="Riding but not registered" aside={shownOf(unregistered.count, "bike")}>
        <UnregisteredList
          bikes={unregistered.bikes}
          first={unregistered.first}
          canRegister={mayUse(actor, "/registration")}
          isOfOem={scope.oemId !== null}
        />
      </BoardCard>
      <div className="flex min-w-0 flex-col gap-4">
        <BoardCard title="Suspected duplicates and swaps" aside={shownOf(swaps.length, "component")}>
          <SwapList swaps={swaps.slice(0, SHOWN)} />
        </BoardCard>
        <BoardCard title="Registered but silent" aside={shownOf(silent.bikes.length, "bike")}>
          <SilentList bikes={silent.bikes.slice(0, SHOWN)} newest={silent.newest} />
        </BoardCard>
      </div>
    </div>
  );
}

const shownOf = (count: number, one: string): string =>
  count > SHOWN ? `${SHOWN} of ${formatCount(count, one)}` : formatCount(count, one);

async function askUnregistered(actor: UserActor, scope: BoardScope) {
  const { bikes: found, total } = await inTurn(actor, () => listUnregistered(telemetryReader(), scope));
  const { bikes: seen } = await visibleBikes(actor);
  const theirs = await whoseUnregistered(actor, scope, found, seen === "all" ? null : seen);
  const bikes = theirs.slice(0, SHOWN);
  const ids = bikes.map(({ bikeId }) => bikeId);
  const first = await inTurn(actor, () => getFirstSeen(telemetryReader(), scope, ids, Date.now()));
  return { bikes, first, count: theirs.length === found.length ? total : theirs.length };
}

async function askSilent(actor: UserActor, scope: BoardScope) {
  const found = await inTurn(actor, () => listSilent(telemetryReader(), scope, Date.now()));
  const ids = found.map(({ bikeId }) => bikeId);
  const bikes = await getRegisteredLongAgo(actor, scope, ids, new Date());
  const newest = found.flatMap(({ bikeId, newestAtMs }) =>
    newestAtMs === null ? [] : [[bikeId, newestAtMs] as const],
  );
  return { bikes, newest: new Map(newest) };
}

async function askSwaps(actor: UserActor, scope: BoardScope) {
  const reader = telemetryReader();
  const [shared, reporting] = await Promise.all([
    inTurn(actor, () => listSharedSerials(reader, scope)),
    inTurn(actor, () => listReportingParts(reader, scope)),
  ]);
  const ids = reporting.map(({ bikeId }) => bikeId);
  return suspectedSwaps(scope, shared, reporting, await getPartsInBikes(actor, scope, ids));
}
