import { notFound } from "next/navigation";
import type { BikeAddress } from "@/components/range/address";
import { type AddressFault, AddressNote } from "@/components/states/address-note";
import type { BikeRecord } from "@/lib/bikes/record/models";
import type { UserActor } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import type { BikeState } from "@/lib/telemetry/models";
import { AboutBike } from "./about-bike";
import { BikeView } from "./bike-view";
import { RecordHeader } from "./record-header";
import { RecordView } from "./record-view";
import { StoryView } from "./story-view";

/** The section of a bike's page that the address asks for; who sees no readings begins with the record. */
export async function BikeSections({
  actor,
  asked,
  record: askedRecord,
  address,
  faults,
}: {
  actor: UserActor;
  asked: Promise<BikeState | null>;
  record: Promise<BikeRecord | null>;
  address: BikeAddress;
  faults: readonly AddressFault[];
}) {
  const heard = address.view === undefined ? asked : asked.catch(awayAsNothing);
  const [state, record] = await Promise.all([heard, askedRecord]);
  if (!state && !record) notFound();
  const { bikeId } = address;
  const view = address.view ?? (state ? undefined : "record");
  const about = <AboutBike address={{ ...address, view }} record={record} hasReadings={state !== null} />;
  if (state && view === undefined)
    return <BikeView actor={actor} state={state} address={address} faults={faults} about={about} />;
  return (
    <div className="flex flex-col gap-4">
      <RecordHeader actor={actor} bikeId={bikeId} record={record} />
      {about}
      <AddressNote faults={faults} />
      {view === "story" ? (
        <StoryView actor={actor} bikeId={bikeId} state={state} />
      ) : (
        <RecordView actor={actor} bikeId={bikeId} record={record} state={state} />
      )}
    </div>
  );
}

/** What is registered can be read while the store of readings is away. */
function awayAsNothing(fault: unknown): null {
  if (fault instanceof AppError && fault.code === "unavailable") return null;
  throw fault;
}
