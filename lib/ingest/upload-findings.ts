import type { Examined } from "./examine-packet";
import type { OutgoingPackets } from "./outgoing-lanes";
import { ownText } from "./own-text";
import { Ridden } from "./ridden";
import type { Upload } from "./upload";
import { ITEM_BYTES } from "./upload-memory";
import { BoundedList, type Refusal, type UploadFault, type UploadReport } from "./upload-report";

/** What is known of an upload, packet by packet. Its memory is reserved with each. */
export class UploadFindings {
  readonly outgoing: OutgoingPackets[number][] = [];
  readonly ridden = new Ridden();
  readonly accepted = { packets: 0, readings: 0 };
  /** Whether no packet was refused for any other reason than that the client may not send it. */
  isAllNotAllowed = true;
  readonly #refused = new BoundedList<Refusal>();
  readonly #faults = new BoundedList<UploadFault>();

  constructor(private readonly upload: Upload) {}

  add(packet: number, bytes: Buffer, examined: Examined): void {
    const known = this.#items;
    let copiedBytes = 0;
    if (examined.kind === "fault") {
      const { reason, expected, got } = examined;
      this.#refused.add(() => ({ packet, reason, expected, got: ownText(got) }));
      this.isAllNotAllowed &&= reason === "not-allowed";
    } else {
      const { bikeId, source, readings, parts, faults } = examined;
      this.accepted.packets++;
      this.accepted.readings += readings;
      for (const fault of faults.listed) this.#faults.add(() => ({ packet, ...fault }));
      this.#faults.total += faults.count - faults.listed.length;
      for (const stretch of examined.ridden) this.ridden.addStretch(stretch);
      for (const part of parts) {
        this.outgoing.push({ bikeId, source, part });
        if (part.bytes !== bytes) copiedBytes += part.bytes.length;
      }
    }
    this.upload.memory.keep(ITEM_BYTES * Math.max(0, this.#items - known) + copiedBytes);
  }

  get report(): UploadReport {
    return {
      batch_id: this.upload.batchId,
      received_at: new Date(this.upload.receivedAtMs).toISOString(),
      accepted: this.accepted,
      refused_total: this.#refused.total,
      refused: this.#refused.items,
      faults_total: this.#faults.total,
      faults: this.#faults.items,
    };
  }

  get #items(): number {
    const listed = this.#refused.items.length + this.#faults.items.length;
    return this.outgoing.length + this.ridden.length + listed;
  }
}
