import Link from "next/link";
import type { BikeRecord } from "@/lib/bikes/record/models";
import type { UserActor } from "@/lib/domain/actor";
import { BikeActions } from "./bike-actions";

/** Which bike, and what may be done with its record. */
export function RecordHeader({
  actor,
  bikeId,
  record,
}: {
  actor: UserActor;
  bikeId: string;
  record: BikeRecord | null;
}) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <p className="text-ink-3 text-xs">
          <Link href="/bikes" className="hover:text-ink">
            Bikes
          </Link>
        </p>
        <h1 className="font-semibold text-xl tracking-tight">{bikeId}</h1>
      </div>
      <BikeActions actor={actor} bikeId={bikeId} record={record} />
    </header>
  );
}
