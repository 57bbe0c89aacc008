import type { PacketFault } from "@/lib/domain/decode-packet";
import type { DecodedReading } from "@/lib/domain/decode-reading";
import type { FaultList } from "@/lib/domain/faults";
import type { BikeId, Source } from "@/lib/domain/packet";
import { placeOf } from "@/lib/domain/placing";
import { AppError } from "@/lib/errors";
import type { LongWork } from "./long-work";
import { decodeOpenPacket, openPacket } from "./open-packet";
import { Ridden, type Stretch } from "./ridden";
import { MAX_PACKET_BYTES, MAX_REPEATED_BYTES, type OutgoingPacket, splitPacket } from "./split-packet";
import { MAX_READINGS, type Upload } from "./upload";
import { ITEM_BYTES } from "./upload-memory";
import type { Refusal } from "./upload-report";
import type { WeeksTouched } from "./weeks-touched";

export type Examined =
  | {
      readonly kind: "taken";
      readonly bikeId: BikeId;
      readonly source: Source;
      readonly readings: number;
      /** When the rider who signs had it; empty where nobody signs, or the bike itself recorded it. */
      readonly ridden: readonly Stretch[];
      readonly parts: readonly OutgoingPacket[];
      readonly faults: FaultList;
    }
  | (Omit<PacketFault, "reason"> & Pick<Refusal, "reason">);

/**
 * Decodes one packet of an upload and cuts it by age. While others work nothing that was decoded is held: of each
 * reading its lane is kept, and what of it will not be stored.
 * @param room for readings that the upload may still have.
 * @param weeks that its readings belong to.
 * @throws AppError `too-large` when there is none, and what the upload's `sender` and `memory` throw.
 */
export async function examinePacket(
  bytes: Buffer,
  upload: Upload,
  serviceEpochMs: number,
  room: { readings: number },
  weeks: WeeksTouched,
  work: LongWork,
): Promise<Examined> {
  const open = openPacket(bytes, room.readings);
  if (open.kind === "fault") return open;
  const { bikeId, source, faults } = open.head;
  if (!upload.sender.maySendFor(bikeId, source)) {
    const expected = "a bike and source that this client may send for";
    return { kind: "fault", reason: "not-allowed", expected, got: `${bikeId}, ${source}` };
  }
  room.readings -= open.readings;
  if (room.readings < 0)
    throw new AppError("too-large", `body: expected at most ${MAX_READINGS} readings in an upload, got more`);
  upload.sender.charge(open.readings);

  const live = new Uint8Array(open.readings);
  const ridden = upload.signature !== null && source === "app" ? new Ridden() : null;
  const reserve = (): void =>
    upload.memory.use(
      open.heldBytes + live.length + ITEM_BYTES * (faults.listed.length + (ridden?.length ?? 0)),
    );
  reserve();
  let unplaced = 0;
  let timeless = 0;
  const fault = await decodeOpenPacket(open, work, (reading) => {
    const isTime = Number.isFinite(reading.timeMs);
    const place = isTime ? placeOf(reading.timeMs, upload.receivedAtMs, serviceEpochMs) : "implausible-time";
    if (place === "live") live[reading.index] = 1;
    if (place === "live" || place === "late") weeks.add(reading.timeMs);
    else unplaced++;
    // One that is ahead of the clock is stored once its time has come, and whoever rode then did so all the same.
    if (place !== "implausible-time") ridden?.add(bikeId, reading.timeMs);
    if (place === "implausible-time") {
      timeless++;
      faults.add(reading.index, "t", TIME, isTime ? reading.timeMs : sentTime(reading));
    }
    reserve();
  });
  if (fault) return fault;
  const parts = splitPacket(bytes, live, open.cut);
  if (parts) {
    const unusable = unplaced + (faults.count > timeless ? kilobytesOf(parts) : 0);
    if (unusable > 0) upload.sender.chargeFaults(unusable);
    upload.sender.meet(bikeId);
    return {
      ...{ kind: "taken", bikeId, source, readings: live.length, parts, faults },
      ridden: ridden?.stretches() ?? [],
    };
  }
  const expected = `at most ${MAX_PACKET_BYTES} bytes in one reading, and ${MAX_REPEATED_BYTES} beside the readings`;
  return { kind: "fault", reason: "too-large", expected, got: `${bytes.length} bytes` };
}

/** Begun ones; for one value that cannot be stored all of a part becomes a dead letter. */
const kilobytesOf = (parts: readonly OutgoingPacket[]): number =>
  parts.reduce((sum, { bytes }) => sum + Math.ceil(bytes.length / 1_024), 0);

/** Readings without it cannot be placed as they are; the worker keeps them in quarantine. */
const TIME = "ms since epoch, from the service epoch on";

const sentTime = ({ raw }: DecodedReading): unknown =>
  typeof raw === "object" && raw !== null && "t" in raw ? raw.t : undefined;
