import Link from "next/link";
import { AutoRefresh } from "@/components/live/auto-refresh";
import { type AddressFault, AddressNote } from "@/components/states/address-note";
import { Empty } from "@/components/states/states";
import { BikeFilter } from "@/components/tables/bike-filter";
import { BikeTable } from "@/components/tables/bike-table";
import type { BikeListAddress } from "@/components/tables/list-address";
import { ListPages } from "@/components/tables/list-pages";
import { buttonLook } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Actor } from "@/lib/domain/actor";
import { formatCount } from "@/lib/format/number";
import { askBikes } from "./ask-bikes";

/** The bikes that the address describes, how many there are, and what narrows them down. */
export async function BikeList({
  actor,
  address,
  faults,
}: {
  actor: Actor;
  address: BikeListAddress;
  faults: readonly AddressFault[];
}) {
  const { bikes, total, nextCursor } = await askBikes(actor, address);
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-baseline gap-x-3">
        <h1 className="font-semibold text-xl tracking-tight">Bikes</h1>
        <p role="status" className="text-ink-2">
          {formatCount(total, "bike")}
        </p>
      </header>
      <AddressNote faults={faults} />
      <BikeFilter address={address} />
      <AutoRefresh probe="/api/v1/bikes?limit=1" />
      <Card className="p-0">
        {bikes.length > 0 ? (
          <BikeTable bikes={bikes} address={address} />
        ) : (
          <Empty
            title="No bike fits"
            action={
              <Link href="/bikes" className={buttonLook()}>
                Show all
              </Link>
            }
          >
            Bikes appear here with their first reading, however old it is.
          </Empty>
        )}
      </Card>
      <ListPages address={address} nextCursor={nextCursor} />
    </div>
  );
}
