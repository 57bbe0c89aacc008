import { cutPacket } from "./cut-packet";

/** The readings of a packet in the bytes that were sent: null where there is no list, or no packet at all. */
export function slicePacket(bytes: Buffer): { readonly readings: readonly Buffer[] | null } | null {
  const cut = cutPacket(bytes);
  return cut && { readings: cut.readings && [...cut.readings] };
}
