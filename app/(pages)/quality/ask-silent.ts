import { inTurn } from "@/app/questions";
import { telemetryReader } from "@/app/telemetry-reader";
import type { UserActor } from "@/lib/domain/actor";
import type { BoardScope } from "@/lib/quality/board-scope";
import { getRegisteredLongAgo, type RegisteredBike } from "@/lib/quality/get-registered-long-ago";
import { listSilent } from "@/lib/telemetry/list-silent";
import { type Listed, type Page, skipOf } from "./page-of";

/** Registered bikes that are not heard of, with when each was heard of last. */
export async function askSilent(
  actor: UserActor,
  scope: BoardScope,
  page: Page,
): Promise<Listed<RegisteredBike> & { readonly newest: ReadonlyMap<string, number> }> {
  const now = new Date();
  const { bikes, total } = await inTurn(actor, () =>
    listSilent(telemetryReader(), scope, now.getTime(), { skip: skipOf(page), limit: page.size }),
  );
  const ids = bikes.map(({ bikeId }) => bikeId);
  const known = new Map(
    (await getRegisteredLongAgo(actor, scope, ids, now)).map((bike) => [bike.bikeId, bike]),
  );
  const newest = bikes.flatMap(({ bikeId, newestAtMs }) =>
    newestAtMs === null ? [] : [[bikeId, newestAtMs] as const],
  );
  return { rows: ids.flatMap((id) => known.get(id) ?? []), total, isCut: false, newest: new Map(newest) };
}
