import { examinePacket } from "./examine-packet";
import { LongWork } from "./long-work";
import { packetSlices } from "./packet-slices";
import { MAX_READINGS, type Upload } from "./upload";
import { UploadFindings } from "./upload-findings";
import { WeeksTouched } from "./weeks-touched";

/**
 * Decodes each packet of an upload, allows or refuses it, and cuts it by age.
 * @throws AppError `invalid` when there is no packet, `too-large` for more than 20,000 packets or 100,000 readings, and
 *   what the upload's `sender` and `memory` throw.
 */
export async function examineUpload(upload: Upload, serviceEpochMs: number): Promise<UploadFindings> {
  const { sender, memory } = upload;
  const packets = packetSlices(upload.body, upload.format);
  sender.charge(packets.length);
  memory.keep(packets.heldBytes);
  const findings = new UploadFindings(upload);
  const room = { readings: MAX_READINGS };
  const weeks = new WeeksTouched((entries) => sender.charge(entries));
  const work = new LongWork(sender.organisationId);
  for (let index = 0; index < packets.length; index++) {
    if (work.isDue) await work.rest();
    const bytes = packets.at(index);
    findings.add(index, bytes, await examinePacket(bytes, upload, serviceEpochMs, room, weeks, work));
  }
  return findings;
}
