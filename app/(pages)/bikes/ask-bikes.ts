import { redirect } from "next/navigation";
import type { ListedBike } from "@/components/tables/bike-table";
import { type BikeListAddress, bikeListAddress, SEEN } from "@/components/tables/list-address";
import type { Actor } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import { visibleBikes } from "@/lib/fleet/visible-bikes";
import { listBikes } from "@/lib/telemetry/list-bikes";
import type { BikePage } from "@/lib/telemetry/models";
import { liveHub } from "../../live-hub";
import { inTurn } from "../../questions";
import { telemetryReader } from "../../telemetry-reader";

interface BikeListAnswer extends Omit<BikePage, "bikes"> {
  readonly bikes: readonly ListedBike[];
}

/** One page of the bikes that an address describes; a cursor that is none leads to the first page. */
export async function askBikes(actor: Actor, address: BikeListAddress): Promise<BikeListAnswer> {
  const { withinMs, beforeMs } = SEEN[address.seen];
  const nowMs = Date.now();
  try {
    const visible = await visibleBikes(actor);
    const input = {
      query: address.q,
      maxChargePct: address.charge,
      withFaults: address.faults,
      newestFromMs: withinMs === null ? undefined : nowMs - withinMs,
      newestToMs: beforeMs === null ? undefined : nowMs - beforeMs,
      sort: address.sort,
      order: address.order,
      cursor: address.cursor,
    };
    const page = await inTurn(actor, () => listBikes(telemetryReader(), visible, input));
    const { grid } = liveHub();
    const bikes = page.bikes.map((state) => ({ state, rhythmMs: grid.rhythmOf(state.bikeId) }));
    return { ...page, bikes };
  } catch (fault) {
    const foreign = fault instanceof AppError && fault.code === "invalid" && address.cursor !== undefined;
    if (foreign) redirect(bikeListAddress({ ...address, cursor: undefined }));
    throw fault;
  }
}
