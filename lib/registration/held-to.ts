import type { Bindings } from "@/lib/domain/whose-bikes";

/** The bikes that a client's bindings hold it to when it registers; null where it has none: it registers any of its OEM. */
export const heldTo = ({ bikeIds, bikePrefixes }: Bindings): Bindings | null =>
  bikeIds.length + bikePrefixes.length === 0 ? null : { bikeIds, bikePrefixes };
