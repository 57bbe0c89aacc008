import { inTurn } from "@/app/questions";
import { telemetryReader } from "@/app/telemetry-reader";
import type { UserActor } from "@/lib/domain/actor";
import type { Bindings } from "@/lib/domain/whose-bikes";
import { visibleBikes } from "@/lib/fleet/visible-bikes";
import type { BoardScope } from "@/lib/quality/board-scope";
import { whoseUnregistered } from "@/lib/quality/whose-unregistered";
import { getFirstSeen } from "@/lib/telemetry/get-first-seen";
import { listUnregistered } from "@/lib/telemetry/list-unregistered";
import type { ReportingBike } from "@/lib/telemetry/reporting-bike";
import { type ScannedPart, scanUnregistered } from "@/lib/telemetry/scan-unregistered";
import { type Listed, type Page, skipOf } from "./page-of";

/** So many thousands of bikes that nobody registered are looked through for those of one OEM. */
const PARTS = 20;

/** Bikes that ride and are not registered, with when each was first seen. */
export async function askUnregistered(
  actor: UserActor,
  scope: BoardScope,
  page: Page,
): Promise<Listed<ReportingBike> & { readonly first: ReadonlyMap<string, number> }> {
  const { bikes: seen } = await visibleBikes(actor);
  const bound = seen === "all" ? null : seen;
  const listed =
    scope.oemId === null ? await askAll(actor, scope, page) : await askOfOem(actor, scope, bound, page);
  const ids = listed.rows.map(({ bikeId }) => bikeId);
  const first = await inTurn(actor, () => getFirstSeen(telemetryReader(), scope, ids, Date.now()));
  return { ...listed, first };
}

async function askAll(actor: UserActor, scope: BoardScope, page: Page): Promise<Listed<ReportingBike>> {
  const part = { skip: skipOf(page), limit: page.size };
  const { bikes, total } = await inTurn(actor, () => listUnregistered(telemetryReader(), scope, null, part));
  return { rows: bikes, total, isCut: false };
}

/** Withdrawn ones and those that its clients are bound to are counted by the store; whose the others are, its components tell. */
async function askOfOem(
  actor: UserActor,
  scope: BoardScope,
  bound: Bindings | null,
  page: Page,
): Promise<Listed<ReportingBike>> {
  // The page is of both lists together: of each as many as it may have.
  const upToHere = { skip: 0, limit: skipOf(page) + page.size };
  const [named, told] = await Promise.all([
    inTurn(actor, () => listUnregistered(telemetryReader(), scope, bound, upToHere)),
    lookThrough(actor, scope, bound),
  ]);
  const newestOf = ({ newestAtMs }: ReportingBike) => newestAtMs ?? 0;
  const bikes = [...named.bikes, ...told.bikes].sort((a, b) => newestOf(b) - newestOf(a));
  const total = named.total + told.bikes.length;
  return { rows: bikes.slice(skipOf(page), skipOf(page) + page.size), total, isCut: told.isCut };
}

async function lookThrough(
  actor: UserActor,
  scope: BoardScope,
  bound: Bindings | null,
): Promise<{ bikes: ReportingBike[]; isCut: boolean }> {
  const bikes: ReportingBike[] = [];
  let after: ScannedPart["next"] = null;
  for (let part = 0; part < PARTS; part++) {
    const from: ScannedPart["next"] = after;
    const found: ScannedPart = await inTurn(actor, () =>
      scanUnregistered(telemetryReader(), scope, bound, from),
    );
    bikes.push(...(await whoseUnregistered(actor, scope, found.bikes, null)));
    after = found.next;
    if (after === null) break;
  }
  return { bikes, isCut: after !== null };
}
