import type { Database } from "@/lib/db/client";
import { normalNumber } from "@/lib/domain/bike-number";
import { isWithin } from "./periods/period";
import type { ToldSwap } from "./periods/plan-swap";
import { componentsOf, type KnownComponent, seatsAround } from "./seats";
import type { ToldComponent } from "./swap-input";

/** A component that is never there: a serial number was said that nobody knows. */
const UNKNOWN = 0;

/** A swap as it was told, with all periods that it may touch; its bikes and the component are locked. */
export async function swapTold(
  transaction: Database,
  { bikeId, kind, oldSerial, movedTo, takes }: ToldComponent,
  incoming: KnownComponent,
  atMs: number,
): Promise<ToldSwap> {
  const bikeIds = [bikeId, ...(movedTo === undefined ? [] : [movedTo])];
  const seats = await seatsAround(transaction, kind, { bikeIds, componentIds: [incoming.id] });
  const place = seats.filter((seat) => seat.bikeId === bikeId);
  const out = place.find((seat) => isWithin(seat, atMs));
  const old = oldSerial === undefined ? null : { normals: [normalNumber(oldSerial)] };
  const expected = old && ((await componentsOf(transaction, kind, old))[0]?.id ?? UNKNOWN);
  const componentIds = out ? [out.componentId] : [];
  return {
    atMs,
    bikeId,
    incoming: { id: incoming.id, seats: seats.filter(({ componentId }) => componentId === incoming.id) },
    takes,
    place,
    expected,
    moveTo:
      movedTo === undefined
        ? null
        : {
            bikeId: movedTo,
            place: seats.filter((seat) => seat.bikeId === movedTo),
            seats: await seatsAround(transaction, kind, { bikeIds: [], componentIds }),
          },
  };
}
